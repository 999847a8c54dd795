"""The place Home: what is next, what is due, what is missing."""
