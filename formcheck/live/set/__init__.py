"""One set: its clock, its counters and cues, the second opinions on it, and its recording.

This room judges frames with the engine and writes the folder of a recorded set. It knows nothing
of the camera, the pose model, keys or the window.
"""
