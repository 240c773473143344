"""The system below formcheck: files, memory, settings, native logs and the types of arrays.

This room knows nothing about poses, clips or exercises.
"""
