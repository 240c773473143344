"""Files that nobody means well with: each is refused in one sentence, and no other is read."""
