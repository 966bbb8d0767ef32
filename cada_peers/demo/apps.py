from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Above every room: it may import them all, and nothing imports it."""

    name = "cada_peers.demo"
    label = "demo"
