"""The place Questions: the lists of each appointment, the library, and printing."""
