"""The forms of the pathway."""
