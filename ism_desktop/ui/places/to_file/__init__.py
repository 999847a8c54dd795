"""The pile of documents that are to be filed, gone through one after the other."""
