"""The place Plans."""
