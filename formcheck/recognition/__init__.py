"""Tells which exercises a clip shows, and where one gives way to the next.

It looks at two seconds at a time and asks which exercise's signature matches. What an exercise
looks like stands in its file; nothing here knows an exercise by name, counts a rep or judges one.
"""
