"""Measurements of formcheck against rendered clips whose truth is known.

`human` renders people, `clips` lists who is filmed how and keeps what was rendered, `scores` says
how often formcheck is right, `speed` how fast it is, and `fit` fits the weights of the back.
"""
