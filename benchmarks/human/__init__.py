"""A renderer of short clips of people whose every joint angle is known."""
