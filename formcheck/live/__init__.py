"""A session in front of a camera: set-up, countdown, set, cues, summary.

`app` is the loop, `controller` decides what happens. The engine is the one that judges clips.
"""
