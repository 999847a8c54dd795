"""The journal, and what a person knows about their triggers."""
