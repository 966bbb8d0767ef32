"""The file of a peer helper: who could have one, what its page and the list show, what its next step still needs."""
