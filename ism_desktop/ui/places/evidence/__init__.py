"""Research papers from PubMed files: the search, the import, reading, and what becomes of each. Nothing is looked up by the program."""
