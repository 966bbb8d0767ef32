from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "cada_peers.journal"
    label = "journal"

    def ready(self) -> None:
        from cada_peers.journal import receivers  # noqa: F401, PLC0415  (listens to what the accounts tell)
