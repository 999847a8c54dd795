"""The place Documents: the shelf of thumbnails, taking files in, the viewer, and what is known of a document."""
