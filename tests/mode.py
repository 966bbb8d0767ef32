"""Loaded before Django is configured (see `addopts`): the suite runs in its own mode, whatever the shell says."""

import os

os.environ["PAIRS_MODE"] = "test"
