"""Editors: one for each way a field is typed."""
