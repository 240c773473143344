"""The benchmark's clips: who moves how before which camera, the rendered files and their truth.

`splits` lists the clips; `cache` renders those that are missing and runs the pose model over them;
`truth` reads what the renderer wrote beside each clip. This package judges nothing.
"""
