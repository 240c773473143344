"""Many clips: each one is judged and gets a folder of results.

This room chooses the folders and writes the files. It never prints; the command line does.
"""
