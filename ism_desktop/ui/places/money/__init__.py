"""Insurance and bills: what was billed, who decided what, what is still open."""
