"""Look and small parts that pages are put together from; nothing here knows a vault or a record."""
