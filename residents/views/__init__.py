"""Pages of residents, interviews and the exchange box."""
