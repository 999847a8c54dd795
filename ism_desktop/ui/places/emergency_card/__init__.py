"""The place Emergency card: what the card says, the steps to a first card, what is missing, and the preview."""
