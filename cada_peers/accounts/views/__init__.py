"""Pages of sign-in, of the members of a centre, of invitations, of operators."""
