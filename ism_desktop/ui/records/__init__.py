"""The shared list and form, drawn from what a `Kind` declares."""
