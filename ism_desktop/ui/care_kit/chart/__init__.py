"""The chart in the window: of test results, and of the journal."""
