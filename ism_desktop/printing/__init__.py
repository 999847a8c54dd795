"""Papers: the emergency card, the question list and the binder. Each is first collected as plain values, then drawn."""
