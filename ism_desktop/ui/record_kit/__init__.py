"""The shared list, form, history and actions, drawn from what a `Kind` declares."""
