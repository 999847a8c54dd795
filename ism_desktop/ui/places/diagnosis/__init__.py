"""The place Diagnosis."""
