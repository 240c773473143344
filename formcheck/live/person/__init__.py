"""The person in front of the camera: found, followed, advised how to stand, their raised hand read.

This room knows the pose model and single poses. It knows nothing of sets, verdicts or windows.
"""
