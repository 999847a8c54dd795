"""ISM Desktop: a person's whole health record at home, in one encrypted local store."""

__version__ = "0.1.0"
