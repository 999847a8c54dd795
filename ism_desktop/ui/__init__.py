"""What is seen and touched: the only room, with `app`, that knows Qt."""
