"""The test results: collections with their values, typed or pasted as the lab printed them."""
