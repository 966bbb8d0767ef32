"""Two people brought together: what the pages show of it, and who gives and receives in the end."""
