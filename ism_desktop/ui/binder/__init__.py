"""The parts of the binder's page: what will be in it, and making it."""
