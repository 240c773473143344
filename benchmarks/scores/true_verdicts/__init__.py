"""What a perfect judge would say of a rendered clip.

A rule's true verdict follows from what each rep really reached (angles of the posed skeleton), not
from the fault that was asked for. The limits here are limits of true angles. Where the exercise
file has another limit, the model reads that angle too small or too large. Clips that are truly
borderline count neither as faulty nor as clean.
"""
