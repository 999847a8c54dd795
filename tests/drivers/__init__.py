"""Drivers: the only place that knows widgets; they click and type as a person does, and read what a person can read."""
