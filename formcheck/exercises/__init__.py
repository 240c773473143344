"""What an exercise is: its file, read and checked, and the exercises that come with formcheck.

Exercises are data; this room knows neither how they are judged nor how a clip is recognised.
"""
