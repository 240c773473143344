"""Detection: the pose model finds the person in each picture and their outline in its mask.

`mediapipe.py` alone knows MediaPipe. This room does not know exercises or what poses mean.
"""
