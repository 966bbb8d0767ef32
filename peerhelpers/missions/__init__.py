"""Missions and their meetings: what their pages show, who is kept apart, which hours clash."""
