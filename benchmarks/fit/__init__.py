"""Fits of what formcheck reads with fitted weights: the lumbar extension and the rib flare.

`back` is the command; it prints the refitted weights beside those in use and writes them on demand.
This package knows the clips and their truth, and the features that formcheck computes.
"""
