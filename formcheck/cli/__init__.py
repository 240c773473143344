"""The command line: `main` chooses a command; each command has a file of its own.

A command reads its arguments, calls the package and prints. It contains no analysis. Nothing heavy
(OpenCV, MediaPipe, NumPy, pydantic, rich) is imported before a command runs.
"""
