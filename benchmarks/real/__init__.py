"""formcheck on clips of real people, against what can be seen in them.

`truth` reads what is known of each clip, `recordings` finds or records its poses, `references`
reads measured angles, `score` compares, `figures` and `__main__` print. No clip is part of the
project.
"""
