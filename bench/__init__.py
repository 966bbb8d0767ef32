"""How quick the busiest pages are, beside a bare page of the same framework on the same machine: `make bench`."""
