"""Photos of the skin in series, and two of them compared."""
