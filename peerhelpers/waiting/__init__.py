"""What this room adds to « what waits for me today »."""
