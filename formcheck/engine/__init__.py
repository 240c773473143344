"""The engine: cleaned poses and an exercise in, a session out.

It finds attempts frame by frame, judges each one by the rules of the exercise, and settles at the
end what only the whole clip can tell. A camera and a clip go through the same engine. It must not
know pictures, the pose model, or how results are shown.
"""
