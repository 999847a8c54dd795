"""The page of the saved searches."""
