"""The pages written by hand, one file each."""
