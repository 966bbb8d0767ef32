from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "cada_peers.accounts"
    label = "accounts"

    def ready(self) -> None:
        from cada_peers.accounts import signals  # noqa: F401, PLC0415  (connects the sign-in signal)
