"""What the one search over everything is made of: what was typed, the facts to narrow it by, words that are nearly the same, snippets."""
