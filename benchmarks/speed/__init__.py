"""How fast formcheck is and how much memory it takes: clips, the live window, a long live set.

Its commands are `python -m benchmarks.speed`, `benchmarks.speed.live` and `benchmarks.speed.soak`.
This package knows nothing of rendered clips and their truth; it plays the sample videos.
"""
