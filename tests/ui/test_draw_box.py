"""The slips in a compartment, and the voices side by side."""

from cada_peers.ui.drawing import SLIP_WIDTH, Voice, draw_voices, slips


def kinds(offers: int, demands: int) -> list[str]:
    return [slip.kind for slip in slips(offers, demands)]


def test_each_card_shows_its_edge_offers_first() -> None:
    assert kinds(2, 1) == ["offer", "offer", "demand"]


def test_an_empty_compartment_shows_nothing() -> None:
    assert kinds(0, 0) == []


def test_a_full_compartment_keeps_room_for_the_rarer_kind() -> None:
    assert kinds(500, 1).count("demand") == 1
    assert kinds(1, 500).count("offer") == 1
    assert len(kinds(500, 500)) == 14


def test_mirrored_slips_start_at_the_right() -> None:
    assert slips(1, 0, mirrored=True)[0].x + SLIP_WIDTH == 100


def test_no_card_sticks_out_of_the_side_of_its_compartment() -> None:
    for mirrored in (False, True):
        places = [slip.x for slip in slips(500, 500, mirrored=mirrored)]
        assert min(places) >= 0
        assert max(places) + SLIP_WIDTH <= 100


def test_the_widest_divergence_comes_first_and_is_marked() -> None:
    agreed = ("listening", [Voice("circle", 4), Voice("square", 4.5)])
    apart = ("stepping back", [Voice("circle", 4.3), Voice("square", 2)])
    first, second = draw_voices([agreed, apart])
    assert (first.label, first.diverges) == ("stepping back", True)
    assert (second.label, second.diverges) == ("listening", False)


def test_a_voice_of_too_few_people_is_not_drawn() -> None:
    (row,) = draw_voices([("listening", [Voice("circle", None), Voice("square", 3)])])
    assert [mark.kind for mark in row.marks] == ["square"]
    assert not row.diverges
