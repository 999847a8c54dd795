"""The chart of test results in the window."""
