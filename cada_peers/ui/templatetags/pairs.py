"""`{% load pairs %}`: pictograms, initials, dates as people say them."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cada_peers.ui import dates

register = template.Library()
register.filter("day", dates.day)
register.filter("day_short", dates.day_short)
register.filter("month_year", dates.month_year)
register.filter("month_short", dates.month_short)
register.filter("weekday_day", dates.weekday_day)
register.filter("near_day", dates.near_day)
register.filter("hour", dates.hour)


@cache
def _drawings() -> str:
    """The address of the drawings: the same as long as the process lives, and asked for sixty times a page."""
    return static("img/pictograms.svg")


@register.simple_tag
def pictogram(name: str, label: str = "") -> SafeString:
    """The drawing `name` of `static/img/pictograms.svg`; with `label` it speaks, without it is decoration."""
    href = f"{_drawings()}#{name}"
    if label:
        return format_html(
            '<svg class="pictogram pictogram-{}" role="img" aria-label="{}"><use href="{}"></use></svg>',
            name,
            label,
            href,
        )
    return format_html('<svg class="pictogram pictogram-{}" aria-hidden="true"><use href="{}"></use></svg>', name, href)


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
