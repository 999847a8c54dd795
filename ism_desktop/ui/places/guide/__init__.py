"""The guide to the condition, with the person’s notes beside it."""
