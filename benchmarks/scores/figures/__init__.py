"""Figures over many clips. Each function returns the rows of one table that is printed and kept."""
