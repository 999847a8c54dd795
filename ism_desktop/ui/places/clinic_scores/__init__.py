"""Scores that the clinic gave."""
