"""A paper is printed once, frozen, and thrown away or replaced, never changed."""

import io

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from cada_peers.documents.models import Paper
from cada_peers.journal.models import Entry
from peerhelpers import actions
from peerhelpers.catalogue import load
from peerhelpers.models import Commitment, Function, PeerHelper
from tests.cast import Cast
from tests.conftest import SignIn
from tests.peerhelpers import steps


@pytest.fixture
def formalised(cast: Cast) -> PeerHelper:
    return steps.a_formalised_person(cast)


def words_of(commitment: Commitment) -> str:
    reader = PdfReader(io.BytesIO(bytes(commitment.paper.content)))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_agreement_holds_what_was_said_and_is_frozen(cast: Cast, formalised: PeerHelper) -> None:
    commitment = actions.prepare_commitment(peer_helper=formalised, kind="agreement", by=cast.helene)
    assert commitment.paper.is_intact
    text = words_of(commitment)
    assert "Nour Belkacem" in text
    assert steps.WORDS["shares"] in text
    # A social worker prepares; the first manager by name will sign.
    assert "Claire" in text
    assert Entry.objects.get(event="peerhelpers.commitment_prepared").subject_id == commitment.pk


def test_both_papers_are_prepared_at_once_from_the_page(cast: Cast, formalised: PeerHelper, sign_in: SignIn) -> None:
    load()
    typed = {
        "kinds": ["agreement", "pledge"],
        "manager": str(cast.marc.pk),
        "functions": ["fle"],
        "understanding_language": "en",
    }
    path = reverse("peerhelpers:prepare_commitment", args=[formalised.pk])
    assert sign_in(cast.helene).post(path, typed).status_code == 302
    agreement, pledge = formalised.commitments.order_by("kind")
    assert (agreement.kind, pledge.kind) == ("agreement", "pledge")
    assert "Marc" in words_of(agreement)
    assert "Français (FLE)" in words_of(agreement)
    assert Entry.objects.filter(event="peerhelpers.commitment_prepared").count() == 2


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("kinds", ["certificate"]),
        ("kinds", []),
        ("functions", ["nothing"]),
        ("manager", "not-a-key"),
        ("understanding_language", "xx"),
    ],
)
def test_a_choice_that_is_not_offered_is_refused(
    cast: Cast, formalised: PeerHelper, sign_in: SignIn, field: str, typed: object
) -> None:
    post = {"kinds": ["pledge"], "manager": str(cast.claire.pk), field: typed}
    response = sign_in(cast.claire).post(reverse("peerhelpers:prepare_commitment", args=[formalised.pk]), post)
    assert response.context["form"].errors[field]
    assert not Paper.objects.exists()


def test_the_manager_of_another_house_cannot_be_named(cast: Cast, formalised: PeerHelper, sign_in: SignIn) -> None:
    typed = {"kinds": ["pledge"], "manager": str(cast.victor.pk)}
    response = sign_in(cast.claire).post(reverse("peerhelpers:prepare_commitment", args=[formalised.pk]), typed)
    assert response.context["form"].errors["manager"]


def test_a_paper_waits_once(cast: Cast, formalised: PeerHelper) -> None:
    waiting = steps.a_commitment(formalised, "pledge", cast.helene)
    with pytest.raises(ValidationError, match="already prepared"):
        actions.prepare_commitments(peer_helper=formalised, kinds=["agreement", "pledge"], by=cast.helene)
    assert list(formalised.commitments.all()) == [waiting]
    with pytest.raises(IntegrityError), transaction.atomic():
        steps.a_commitment(formalised, "pledge", cast.helene)


def test_a_text_that_cannot_be_printed_leaves_no_paper(cast: Cast, formalised: PeerHelper) -> None:
    formalised.formalisations.update(shares="&\n" * 3000)
    with pytest.raises(ValidationError, match="print"):
        actions.prepare_commitments(peer_helper=formalised, kinds=["agreement", "pledge"], by=cast.helene)
    assert not Paper.objects.exists()


@pytest.mark.parametrize("name", ["karim", "mireille", "nour_account", "victor"])
def test_only_whoever_carries_the_file_prepares(cast: Cast, formalised: PeerHelper, name: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.prepare_commitment(peer_helper=formalised, kind="pledge", by=getattr(cast, name))


def test_a_paper_that_is_not_signed_can_be_thrown_away(cast: Cast, formalised: PeerHelper) -> None:
    commitment = steps.a_commitment(formalised, "pledge", cast.helene)
    actions.discard_commitment(commitment=commitment, by=cast.helene)
    actions.discard_commitment(commitment=commitment, by=cast.helene)  # a second click finds nothing
    assert not Paper.objects.exists()
    assert Entry.objects.filter(event="peerhelpers.commitment_discarded").count() == 1


def test_a_signed_paper_stays(cast: Cast, formalised: PeerHelper) -> None:
    commitment = steps.sign(steps.a_commitment(formalised, "pledge", cast.helene), cast.claire)
    with pytest.raises(ValidationError, match="signed"):
        actions.discard_commitment(commitment=commitment, by=cast.claire)
    assert formalised.commitments.in_force().get() == commitment


def test_a_revision_refers_to_the_paper_in_force_until_it_is_signed(cast: Cast) -> None:
    file = steps.an_engaged_person(cast)
    first = file.commitments.get(kind="pledge")
    second = actions.prepare_commitment(peer_helper=file, kind="pledge", by=cast.helene)
    assert second.replaces == first
    assert file.commitments.in_force().get(kind="pledge") == first
    steps.sign(second, cast.claire, on=second.prepared_on.isoformat())
    assert file.commitments.in_force().get(kind="pledge") == second


def test_the_bytes_of_a_paper_cannot_change(cast: Cast, formalised: PeerHelper) -> None:
    commitment = steps.a_commitment(formalised, "pledge", cast.helene)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Paper.objects.filter(pk=commitment.paper_id).update(content=b"%PDF-1.7 other")


def test_the_pdf_is_sent_without_a_name_and_journalled_once(
    cast: Cast, formalised: PeerHelper, sign_in: SignIn
) -> None:
    commitment = steps.a_commitment(formalised, "agreement", cast.helene)
    client = sign_in(cast.karim)
    before = Entry.objects.count()
    response = client.get(reverse("peerhelpers:paper", args=[commitment.paper_id]))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("inline; filename=")
    assert "nour" not in response["Content-Disposition"].lower()
    assert Entry.objects.count() == before + 1
    line = Entry.objects.latest("pk")
    assert (line.event, line.subject_id) == ("peerhelpers.commitment_read", commitment.pk)


@pytest.mark.parametrize(("name", "status"), [("victor", 404), ("mireille", 403), ("siege", 403)])
def test_a_paper_is_not_for_others(cast: Cast, formalised: PeerHelper, sign_in: SignIn, name: str, status: int) -> None:
    commitment = steps.a_commitment(formalised, "agreement", cast.helene)
    response = sign_in(getattr(cast, name)).get(reverse("peerhelpers:paper", args=[commitment.paper_id]))
    assert response.status_code == status


def test_functions_of_another_centre_are_not_offered(cast: Cast, formalised: PeerHelper, sign_in: SignIn) -> None:
    load()
    own = {"name_fr": "x", "verbs_fr": "x", "i_do_fr": "x", "i_do_not_fr": "x", "i_call_fr": "x"}
    Function.objects.create(code="voisine", centre=cast.erables, **own)
    post = {"kinds": ["pledge"], "manager": str(cast.claire.pk), "functions": ["voisine"]}
    path = reverse("peerhelpers:prepare_commitment", args=[formalised.pk])
    assert sign_in(cast.claire).post(path, post).context["form"].errors["functions"]
