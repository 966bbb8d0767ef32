"""What a card says by ticking: offer or demand, how, with whom, when; and why one is not to be used."""

import enum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CardKind(models.TextChoices):
    OFFER = "offer", _("offer")
    DEMAND = "demand", _("demand")


class CardForm(models.TextChoices):
    PAIR = "pair", _("in a pair")
    GROUP = "group", _("in a group")
    DISTANCE = "distance", _("by telephone")


class Gender(models.TextChoices):
    WOMAN = "woman", _("with a woman if possible")
    MAN = "man", _("with a man if possible")


class OwnGender(models.TextChoices):
    WOMAN = "woman", _("a woman")
    MAN = "man", _("a man")


class Moment(enum.IntFlag):
    """Parts of the week. A card holds any number of them in one column; 0 says nothing about time."""

    MORNING = 1
    AFTERNOON = 2
    EVENING = 4
    WEEKEND = 8

    @property
    def label(self) -> Promise:
        return _MOMENTS[self]


_MOMENTS = {
    Moment.MORNING: _("in the morning"),
    Moment.AFTERNOON: _("in the afternoon"),
    Moment.EVENING: _("in the evening"),
    Moment.WEEKEND: _("at the weekend"),
}
ANY_MOMENT = sum(Moment)


class Absence(models.TextChoices):
    """Why a card is not to be used: in the order in which it is told."""

    WITHDRAWN = "withdrawn", _("withdrawn")
    MOVED_OUT = "moved_out", _("waits since the departure")
    # It hangs still, and is proposed to nobody.
    LEFT_TEAM = "left_team", _("waits: its owner left the team")
    EXPIRED = "expired", _("expired")
