"""Made lab reports with their truth: drawn in many layouts and number styles, as text, as from a scanner and as from a phone."""
