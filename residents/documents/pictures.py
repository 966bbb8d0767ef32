"""Our pictograms as pictures of their own: paper has no sprite to refer to."""

import re
from functools import lru_cache

from django.conf import settings

SYMBOL = re.compile(r'<symbol id="([a-z-]+)"([^>]*)>(.*?)</symbol>', re.DOTALL)


def draw(name: str, colour: str) -> bytes:
    """SVG of the pictogram `name` in one colour (« #0d6a68 »); that of a skill when there is no such drawing."""
    symbols = _symbols()
    attributes, shapes = symbols.get(name) or symbols["skill"]
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"{attributes}>{shapes}</svg>'
    return svg.replace("currentColor", colour).encode()


@lru_cache(maxsize=1)
def _symbols() -> dict[str, tuple[str, str]]:
    sprite = (settings.BASE_DIR / "static" / "img" / "pictograms.svg").read_text()
    return {name: (attributes, shapes) for name, attributes, shapes in SYMBOL.findall(sprite)}
