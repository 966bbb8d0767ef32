from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "cada_peers.privacy"
    label = "privacy"
