"""Stings, and the doses of venom immunotherapy."""
