"""The inbox: leaving something in a locked vault, and sorting what was left after unlocking."""
