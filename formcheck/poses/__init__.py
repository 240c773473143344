"""Poses: the landmarks and outline of one person, frame by frame, and the file that keeps them.

This room does not know where poses come from (the pose model, a camera) or what they mean.
"""
