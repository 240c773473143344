"""The person in the picture: how the camera sees them, how large they are, where they keep still.

Here is also the geometry that the rooms above share: angles, lengths, filters over time. Nothing
here knows a measure, a rep or an exercise.
"""
