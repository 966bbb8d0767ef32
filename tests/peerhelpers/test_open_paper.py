"""A paper opens through the file that it belongs to; one that was changed is not shown."""

import pytest
from django.urls import reverse

from cada_peers.documents.models import Paper
from cada_peers.journal.models import Entry
from peerhelpers.models import Commitment, PeerHelper
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers.owners import nour_in_trial


@pytest.fixture
def file(cast: Cast) -> PeerHelper:
    return nour_in_trial(cast)


@pytest.fixture
def changed(cast: Cast, file: PeerHelper) -> Paper:
    """A paper whose bytes are not those of its digest, as after a change behind the application's back."""
    paper = Paper.objects.create(
        centre=file.centre, kind="pledge", template_version="1", content=b"%PDF-1.7 other", sha256="0" * 64
    )
    Commitment.objects.create(centre=file.centre, peer_helper=file, kind="pledge", paper=paper, prepared_by=cast.helene)
    return paper


@pytest.mark.parametrize("name", ["claire", "helene", "karim"])
def test_the_team_opens_it_and_one_line_is_written(cast: Cast, file: PeerHelper, sign_in: SignIn, name: str) -> None:
    commitment = file.commitments.first()
    response = sign_in(getattr(cast, name)).get(reverse("peerhelpers:paper", args=[commitment.paper_id]))
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store"
    lines = Entry.objects.filter(event="peerhelpers.commitment_read", subject_id=commitment.pk)
    assert lines.count() == 1


@pytest.mark.parametrize(
    ("name", "status"), [("victor", 404), ("lou", 404), ("mireille", 403), ("nour_account", 403), ("siege", 403)]
)
def test_nobody_else_opens_it(cast: Cast, file: PeerHelper, sign_in: SignIn, name: str, status: int) -> None:
    paper = reverse("peerhelpers:paper", args=[file.commitments.first().paper_id])
    assert sign_in(getattr(cast, name)).get(paper).status_code == status


@pytest.mark.parametrize(("name", "page"), [("claire", "paper"), ("nour_account", "my_paper")])
def test_a_changed_paper_is_not_shown_and_the_journal_says_so(
    cast: Cast, changed: Paper, sign_in: SignIn, name: str, page: str
) -> None:
    response = sign_in(getattr(cast, name)).get(reverse(f"peerhelpers:{page}", args=[changed.pk]))
    assert response.status_code == 409
    assert b"%PDF" not in response.content
    assert "has changed since it was made" in response.content.decode()
    assert Entry.objects.filter(event="peerhelpers.paper_found_changed", subject_id=changed.pk).count() == 1
