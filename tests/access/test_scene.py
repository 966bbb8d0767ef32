"""The worlds are built once for many tests: none finds what another has written, in a row or in an object."""

import pytest

from residents.models import Resident
from tests.access.conftest import Scene

# One worker, one after the other: whichever comes second would find what the first left.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("scene")]


@pytest.mark.parametrize("visitor", ["first", "second"])
def test_nobody_finds_what_another_test_wrote(visitor: str, scene: Scene) -> None:
    resident = scene.own["resident"]
    assert not Resident.objects.filter(name="Left behind").exists()
    assert resident.name == Resident.objects.get(pk=resident.pk).name != "Renamed"
    assert not hasattr(scene.actors["claire"], "left_behind")
    resident.name, scene.actors["claire"].left_behind = "Renamed", visitor
    resident.save()
    Resident.objects.create(centre=scene.own.centre, name="Left behind", arrived_on="2026-01-01")
