"""The fields that a person defines for their documents."""
