"""The viewer of one document: its pages as pictures, found and copied from; the documents have it, and so has whoever types from a page."""
