"""Episodes: reactions as they happened, with their times."""
