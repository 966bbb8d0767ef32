"""Sheets as they come in (read in a process of their own) and as they go out (cells that do nothing).

`child`, `archives`, `survey`, `books` and `texts` run in that process and know nothing of the application.
"""
