"""The place of the medications: what is taken, how that changed, refills, tapers and cycles."""
