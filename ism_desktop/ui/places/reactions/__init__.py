"""The place Reactions & tolerated."""
