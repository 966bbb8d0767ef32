"""A list that somebody brings: what its columns mean, what its rows say, who is already here."""
