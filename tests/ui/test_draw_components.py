"""Components drawn by the server, in both languages."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from cada_peers.ui.drawing import FunctionRow, Step, Voice, draw_trial, draw_voices, line_of_stations, slips

GRID = draw_trial(
    [FunctionRow("French", date(2026, 3, 3), reviews=[date(2026, 6, 3)])],
    starts=date(2026, 3, 3),
    ends=date(2027, 10, 3),
    today=date(2026, 12, 3),
    pauses=[(date(2026, 7, 1), date(2026, 8, 1))],
)
ROWS = draw_voices([("listening", [Voice("circle", 4.3), Voice("square", 2.1)])])
BOX = [SimpleNamespace(label="School", pictogram="school", offers=2, demands=1, url="/", slips=slips(2, 1))]


def draw(component: str, **context: object) -> str:
    return render_to_string(f"components/{component}.html", context)


class Debrief(forms.Form):
    face = forms.ChoiceField(
        label="How was it?",
        choices=[("good", "good"), ("so", "so-so"), ("bad", "hard")],
        widget=forms.RadioSelect,
    )


@pytest.mark.parametrize(
    ("component", "context"),
    [
        ("trial_grid", {"grid": GRID}),
        ("voices", {"rows": ROWS, "legend": [("circle", "peers")]}),
        ("box", {"compartments": BOX}),
    ],
)
def test_positions_keep_their_point_in_french(component: str, context: dict[str, object]) -> None:
    with translation.override("fr"):
        html = draw(component, **context)
    positions = re.findall(r'\b(?:x|cx|x1|x2|width)="([^"]*)"', html)
    assert any("." in position for position in positions)
    assert [position for position in positions if not re.fullmatch(r"-?[\d.]+%?", position)] == []


def test_the_present_station_is_announced_and_shows_how_far_it_is() -> None:
    html = draw("pathway", stations=line_of_stations([Step("Agreed", date(2026, 3, 3)), Step("Trial", progress=0.25)]))
    assert html.count('aria-current="step"') == 1
    assert 'stroke-dasharray="25.0 100"' in html


def test_the_picture_of_a_trial_stands_beside_its_words() -> None:
    html = draw("trial_grid", grid=GRID)
    assert "3 March 2026 – 1 July 2026" in html
    assert "3 June 2026" in html


def test_what_is_missing_says_who_holds_it_and_where_to_do_it() -> None:
    open_one = SimpleNamespace(label="Team questionnaire", met=False, detail="3 of 6", holder="Hélène", url="/q/")
    done = SimpleNamespace(label="Agreement", met=True, detail="", holder="Claire", url="/a/")
    html = draw("missing_list", requirements=[open_one, done])
    assert "3 of 6 · Hélène" in html
    assert '<a href="/q/">' in html
    assert "Claire" not in html
    assert "/a/" not in html


def test_an_offer_and_a_demand_differ_by_words_and_drawing_not_only_by_colour() -> None:
    card = {"number": 7, "title": "I cook", "owner": "Nour", "url": "/"}
    offer = draw("exchange_card", card=SimpleNamespace(kind="offer", **card))
    demand = draw("exchange_card", card=SimpleNamespace(kind="demand", **card))
    assert "offer no. 7" in offer
    assert "#offer" in offer
    assert "demand no. 7" in demand
    assert "#demand" in demand


def test_the_good_face_comes_first_and_each_face_has_its_word() -> None:
    html = draw("face_scale", field=Debrief()["face"])
    assert re.findall(r"#face-(\w+)", html) == ["good", "mid", "bad"]
    assert all(f"<span>{word}</span>" in html for word in ("good", "so-so", "hard"))


def test_errors_above_a_form_lead_to_their_fields() -> None:
    form = Debrief({})
    html = draw("form_errors", form=form)
    assert 'role="alert"' in html
    target = re.search(r'href="#([^"]+)"', html)[1]
    assert f'id="{target}"' in draw("face_scale", field=form["face"])
    assert draw("form_errors", form=Debrief({"face": "good"})).strip() == ""


def test_words_of_people_are_escaped_everywhere() -> None:
    bad = "<script>alert(1)</script>"
    drawn = [
        draw("page_head", title=bad, subtitle=bad, name=bad),
        draw("tag", label=bad),
        draw("empty", title=bad, text=bad, url="/", action=bad),
        draw(
            "exchange_card",
            card=SimpleNamespace(kind="offer", number=1, title=bad, detail=bad, owner=bad, url="/"),
        ),
        draw("pathway", stations=line_of_stations([Step(bad, note=bad, mark=bad)])),
    ]
    assert [html for html in drawn if "<script>" in html] == []
