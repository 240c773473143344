"""Pictures from a camera, a network stream, or a file that is played like one.

This room gives the newest picture, its time, and how the camera is doing. It knows nothing of
people, sets or windows.
"""
