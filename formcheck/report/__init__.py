"""A session for people to read: files in a folder of results, and tables in the terminal.

A report only words and arranges what the results say. It never judges anything itself, and it
does not know where the poses came from.
"""
