"""The command line: for scripts, tests, and people who prefer it. It does what the window does, and knows no Qt."""
