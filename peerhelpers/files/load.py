"""How much a helper carries. For staff only: it protects the helper, and never counts in an evaluation."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from peerhelpers.files.totals import WEEKS, totals_of
from peerhelpers.models import PeerHelper

# Our own thresholds, to be discussed with the houses: two hours a week leave room for a life beside the
# missions; beyond five, volunteering begins to look like a job, and the helper like someone indispensable.
STEADY_FROM_MINUTES = 2 * 60 * WEEKS
HEAVY_FROM_MINUTES = 5 * 60 * WEEKS


class Level(models.TextChoices):
    LIGHT = "light", _("light load")
    STEADY = "steady", _("steady load")
    HEAVY = "heavy", _("heavy load: talk about it together")


@dataclass(frozen=True)
class Load:
    """`minutes` noted over the last four weeks."""

    level: Level
    minutes: int

    @property
    def hours(self) -> int:
        return round(self.minutes / 60)

    @property
    def tone(self) -> str:
        """The colour of the tag that shows it, by name."""
        return {Level.LIGHT: "leaf", Level.STEADY: "teal", Level.HEAVY: "ochre"}[self.level]


def load_of(peer_helper: PeerHelper) -> Load:
    """Light, steady or heavy, by the minutes noted for the meetings of the last four weeks."""
    return weigh(totals_of(peer_helper).minutes_lately or 0)


def weigh(minutes: int) -> Load:
    if minutes >= HEAVY_FROM_MINUTES:
        return Load(Level.HEAVY, minutes)
    return Load(Level.STEADY if minutes >= STEADY_FROM_MINUTES else Level.LIGHT, minutes)
