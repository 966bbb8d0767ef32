"""What the page of a peer helper reads: a constant number of queries, however much the file holds."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import (
    Exists,
    FilteredRelation,
    Model,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Concat

from cada_peers.accounts.aggregates import Words
from cada_peers.accounts.models import User
from cada_peers.documents.models import Paper
from peerhelpers.files.totals import with_totals
from peerhelpers.models import (
    Assignment,
    Badge,
    Certificate,
    Commitment,
    Participation,
    PeerHelper,
    TalkRequest,
    Trial,
    TrialFunction,
)
from residents.models import ResidentLanguage

FACES = 4
# What a paper belongs to: the name is that of the way there, and, with an s, of the way from the file.
OWNERS: dict[str, type[Model]] = {"commitment": Commitment, "badge": Badge, "certificate": Certificate}


def for_its_page(helpers: QuerySet[PeerHelper], user: User) -> QuerySet[PeerHelper]:
    """Files as the page shows them to `user`; `read_trials` and `read_papers` add what takes a join."""
    open_assignments = Assignment.objects.filter(declined_at=None, ended_on=None).select_related("mission__function")
    files = with_languages(with_what_was_told(with_totals(helpers), user))
    return files.select_related("centre", "resident", "referent", "identified_by").prefetch_related(
        "pauses", "reviews", Prefetch("assignments", open_assignments)
    )


def with_what_was_told(helpers: QuerySet[PeerHelper], user: User) -> QuerySet[PeerHelper]:
    """Each with whether there is anything to ask for of what was told to `user`, which is rare."""
    told = {"has_talks": talks_for(user), "has_faces": faces_for(user)}
    of_the_file = {name: Exists(rows.filter(peer_helper=OuterRef("pk"))) for name, rows in told.items()}
    return helpers.annotate(**of_the_file)


def with_languages(helpers: QuerySet[PeerHelper]) -> QuerySet[PeerHelper]:
    """Each with « number:code » of the languages of its resident; by number, the first noted comes first."""
    spoken = ResidentLanguage.objects.filter(resident=OuterRef("resident")).order_by().values("resident")
    word = Concat(Cast("pk", TextField()), Value(":"), "language")
    known = {"spoken": Subquery(spoken.annotate(words=Words(word)).values("words"))}
    return helpers.annotate(**known)


def read_trials(peer_helper: PeerHelper) -> None:
    """The trials, each with the functions tried in it: one query, a row for each function."""
    rows = peer_helper.trials.annotate(tried=FilteredRelation("functions")).select_related("tried__function")
    trials: dict[UUID, Trial] = {}
    tried: dict[UUID, list[TrialFunction]] = defaultdict(list)
    for row in rows.order_by("-starts_on", "tried__function__position", "tried__starts_on"):
        trials.setdefault(row.pk, row)
        tried[row.pk].extend(filter(None, [row.tried]))
    for trial in trials.values():
        hold(trial, "functions", tried[trial.pk])
    hold(peer_helper, "trials", list(trials.values()))


def read_papers(peer_helper: PeerHelper) -> None:
    """Agreement and pledge, badges and certificates, through the papers they are printed on: one query, no bytes."""
    first, *others = (owner.objects.filter(peer_helper=peer_helper).values("paper") for owner in OWNERS.values())
    papers = Paper.objects.filter(pk__in=first.order_by().union(*(rows.order_by() for rows in others)))
    papers = papers.select_related("commitment__signed_for_centre_by", "badge__credential", "certificate__credential")
    read = list(
        papers.defer("content").order_by(
            "commitment__kind", "-commitment__prepared_on", "-badge__issued_on", "-certificate__issued_on"
        )
    )
    for name in OWNERS:
        hold(peer_helper, f"{name}s", [getattr(paper, name) for paper in read if hasattr(paper, name)])


def hold(owner: Model, name: str, rows: Sequence[Model]) -> None:
    """From now on `owner.<name>.all()` is `rows`: what the framework keeps after a prefetch, which never joins."""
    known = getattr(owner, name).all()
    known._result_cache, known._prefetch_done = rows, True
    owner._prefetched_objects_cache = {**getattr(owner, "_prefetched_objects_cache", {}), name: known}


def talks_for(user: User) -> QuerySet[TalkRequest]:
    """« I need to talk », sent to `user` and not seen yet. The words are for the page of the request."""
    return TalkRequest.objects.visible_to(user).waiting().defer("words")


def faces_for(user: User) -> QuerySet[Participation]:
    """How meetings felt, as it was told to `user`, the referent then."""
    return Participation.objects.told_to(user).filter(done=True)


def last_faces(peer_helper: PeerHelper, user: User) -> list[Participation]:
    """The last of them, the latest first."""
    felt = faces_for(user).filter(peer_helper=peer_helper).select_related("meeting__mission")
    return list(felt.order_by("-meeting__starts_at")[:FACES])
