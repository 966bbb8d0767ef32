"""`{% load pairs %}`: pictograms, initials, dates as people say them."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from cada_peers.ui import dates
from cada_peers.ui.drawing import Slip

register = template.Library()
register.filter("day", dates.day)
register.filter("day_short", dates.day_short)
register.filter("month_year", dates.month_year)
register.filter("month_short", dates.month_short)
register.filter("weekday_day", dates.weekday_day)
register.filter("near_day", dates.near_day)
register.filter("hour", dates.hour)


@register.simple_tag
def pictogram(name: str, label: str = "") -> SafeString:
    """The drawing `name` of `static/img/pictograms.svg`; with `label` it speaks, without it is decoration."""
    if not label:
        return _decoration(name)
    drawn = '<svg class="pictogram pictogram-{}" role="img" aria-label="{}"><use href="{}"></use></svg>'
    return format_html(drawn, name, label, _drawing(name))


@lru_cache(maxsize=256)
def _decoration(name: str) -> SafeString:
    """The same as long as the process lives, and drawn sixty times a page."""
    drawn = '<svg class="pictogram pictogram-{}" aria-hidden="true"><use href="{}"></use></svg>'
    return format_html(drawn, name, _drawing(name))


def _drawing(name: str) -> str:
    return f"{static('img/pictograms.svg')}#{name}"


@register.simple_tag
def avatar(name: str) -> SafeString:
    """What `components/avatar.html` draws, small: for lists, where it stands on every line."""
    return format_html('<span class="avatar avatar-small tone-plum" aria-hidden="true">{}</span>', initials(name))


@register.simple_tag
def kind_tag(kind: str, number: int | None = None) -> SafeString:
    """What `components/kind_tag.html` draws: offer or demand, in the colour of its slip, and the number of the card."""
    tone = "teal" if kind == "offer" else "ochre"
    return format_html('<span class="tag tone-{}">{}{}</span>', tone, pictogram(kind), _kind_said(kind, number))


def _kind_said(kind: str, number: int | None) -> str:
    if not number:
        return gettext("offer") if kind == "offer" else gettext("demand")
    numbered = gettext("offer no. %(number)s") if kind == "offer" else gettext("demand no. %(number)s")
    return numbered % {"number": number}


@register.simple_tag
def slips(cards: Iterable[Slip]) -> SafeString:
    """The cards that stick out of one compartment of the box: a hundred of them stand on the page."""
    drawn = (
        f'<svg class="one-slip" x="{percent(slip.x)}" y="{slip.y}" width="22%" height="60">'
        f'<rect class="paper-{slip.kind}" x="1.5" y="1.5" width="94%" height="60" rx="3" />{_BANDS[slip.kind]}</svg>'
        for slip in cards
    )
    return mark_safe("".join(drawn))  # noqa: S308  (numbers, and one of two words)


_BANDS = {
    "offer": '<rect class="band-offer" x="1.5" y="1.5" width="94%" height="6" rx="2" />',
    "demand": '<rect class="band-demand" x="20%" y="9" width="58%" height="2" />',
}


@register.simple_tag
def options(groups: Iterable[tuple[str | None, list[dict], int]]) -> SafeString:
    """The options of a list of choices, in one go: Django's own template includes two others for each of them."""
    return mark_safe("".join(_group(name, choices) for name, choices, _index in groups))  # noqa: S308  (escaped below)


def _group(name: str | None, choices: list[dict]) -> str:
    drawn = "".join(
        f'<option value="{conditional_escape(choice["value"])}"{flatatt(choice["attrs"]) if choice["attrs"] else ""}>'
        f"{conditional_escape(choice['label'])}</option>"
        for choice in choices
    )
    return f'<optgroup label="{conditional_escape(name)}">{drawn}</optgroup>' if name else drawn


@register.filter
def initials(name: object) -> str:
    """« Nour Belkacem » → « NB », « Nour » → « N », « Jean-Luc de Roy » → « JR »; works in any script."""
    words = [word for word in str(name or "").split() if word[0].isalpha()]
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in ends).upper()


@register.filter
def percent(value: float) -> str:
    """A position for an SVG attribute: 12.5 → "12.5%", with a point in every language."""
    return f"{float(value):g}%"
