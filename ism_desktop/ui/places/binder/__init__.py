"""The place Binder: what will be in it, and making it."""
