"""Skills across a house: which names are one skill, who can do what, and how each came to light."""
