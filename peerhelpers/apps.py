from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeerHelpersConfig(AppConfig):
    name = "peerhelpers"
    verbose_name = _("Peer helpers")

    def ready(self) -> None:
        from peerhelpers import counts, told  # noqa: F401, PLC0415  (these announce what they hold)
        from peerhelpers.waiting import care, pathway  # noqa: F401, PLC0415
