"""The care team's page."""
