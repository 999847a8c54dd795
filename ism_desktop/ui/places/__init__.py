"""One folder for each place of the sidebar; a place never imports another place."""
