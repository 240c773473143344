"""Puts the poses of the model into a state that can be judged: legs in order, no impossible feet.

A clip is cleaned as a whole (`whole_clip`), a camera frame by frame (`streaming`), in the same
steps. How an exercise uses its legs decides how they are told apart (`strategies`). Nothing here
knows measures, reps or rules.
"""
