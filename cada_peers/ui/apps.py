from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "cada_peers.ui"
    label = "ui"
