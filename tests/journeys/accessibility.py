"""What the rules of accessibility (axe) say of a page, asked once of what is drawn the same way.

A row of a list looks like the row above it, and a page like itself an engine later: what has answered is remembered for
each look (kind of page, screen, theme), and only what nobody was shown there is asked. The rule of contrast costs more
than all others together, and depends on nothing but an element and what holds it: it is asked once of each such chain,
whatever the page.
"""

import json
import os
from collections import defaultdict
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# The rules that a page must pass; the best practices of axe are advice, the others are WCAG 2.2 A and AA.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Without the list of everything that is well, axe answers in a third of the time.
WITHOUT_CONTRAST = {
    "runOnly": {"type": "tag", "values": RULES},
    "rules": {"color-contrast": {"enabled": False}},
    "resultTypes": ["violations"],
}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
# Each element as a number, made of how it is told to the style sheets and of the number of what holds it.
DRAWN = """() => {
    const named = ["class", "role", "type", "scope", "dir", "aria-current", "aria-selected", "aria-invalid"];
    const told = element => [element.tagName, element.checked, ...[...element.attributes].map(
        ({name, value}) => named.includes(name) ? name + "=" + value : name).sort()].join(" ");
    const number = text => {
        let [high, low] = [0x9e3779b9, 0x85ebca6b];
        for (const sign of text) {
            const code = sign.codePointAt(0);
            high = Math.imul(high ^ code, 2654435761);
            low = Math.imul(low ^ code, 1597334677);
        }
        return (high >>> 0).toString(36) + (low >>> 0).toString(36);
    };
    window.drawn = new Map();
    for (const element of document.querySelectorAll("html, html *"))
        window.drawn.set(element, number(told(element) + (window.drawn.get(element.parentElement) || "")));
    return [...new Set(window.drawn.values())];
}"""
# One element with words for each of these numbers (the rule asks whatever stands in it as well), and which they were.
ASK_THESE = """async ([numbers, question]) => {
    const waiting = new Set(numbers), asked = [], found = [];
    const speaks = element => element.matches("input, select, textarea")
        || [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    for (const [element, number] of window.drawn)
        if (waiting.has(number) && speaks(element)) {
            waiting.delete(number);
            asked.push(number);
            found.push(element);
        }
    const answer = found.length ? await axe.run({include: found}, question) : {violations: []};
    return [answer.violations, asked];
}"""
ASK_ALL = "question => axe.run(question).then(answer => answer.violations)"


class Answers:
    """What has answered well in this run. `file`: where the run of the other engine reads it."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        kept = json.loads(file.read_text()) if file and file.exists() else {}
        self.by_look = defaultdict(set, {look: set(numbers) for look, numbers in kept.items()})

    @classmethod
    def of_this_run(cls) -> "Answers":
        """Those of the run on the other engine, if `make test` said where they are; none otherwise."""
        given = os.environ.get("PAIRS_ANSWERS")
        return cls(Path(given) if given else None)

    def keep(self) -> None:
        """Write them for the run that comes next."""
        if self.file:
            self.file.write_text(json.dumps({look: sorted(numbers) for look, numbers in self.by_look.items()}))

    def ask(self, page: Page, kind: str) -> list[str]:
        """What is wrong on `page`, a page of this kind, in words; nothing, where all of it has answered already."""
        theme = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
        look = f"{page.viewport_size['width']} {theme}"
        drawn = set(page.evaluate(DRAWN))
        here, anywhere = self.by_look[f"{look} {kind}"], self.by_look[look]
        if drawn <= here:
            return []
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        found = page.evaluate(ASK_ALL, WITHOUT_CONTRAST)
        too_pale, asked = page.evaluate(ASK_THESE, [sorted(drawn - anywhere), CONTRAST])
        if not found + too_pale:
            here |= drawn
            anywhere |= set(asked)
        return [f"{rule['id']}: {node['html'][:120]}" for rule in found + too_pale for node in rule["nodes"]]
