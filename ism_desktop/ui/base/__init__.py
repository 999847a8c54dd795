"""What every page leans on: the workspace, background work, drafts, undo, errors, the page itself."""
