"""What the user sees and hears: the window, its pages and messages, tones and voice.

This room turns what is known into words and pixels. It decides nothing: what happens on a key or
a sign is decided by the controller.
"""
