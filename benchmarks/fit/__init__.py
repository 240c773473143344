"""Refit the weights by which formcheck reads the lumbar extension and the rib flare.

`back` is the command. It prints the refitted weights beside those in use; on demand it writes them.
This package knows the clips and their truth; it scores nothing.
"""
