"""The place Who has what: papers that were given, records that were asked for, and calls."""
