"""The file of a peer helper: who could have one, what its page and the list show, what is missing before the next step."""
