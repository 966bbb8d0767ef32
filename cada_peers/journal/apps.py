from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "cada_peers.journal"
    label = "journal"
