"""The pages of the pathway."""
