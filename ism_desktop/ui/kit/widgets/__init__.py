"""Small parts that pages are put together from; they know no vault and no records."""
