"""What the views of this room fetch: only what this person may see, 404 for the rest."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from assessments.models import Campaign, Review
from cada_peers.accounts.access import centres_where
from cada_peers.accounts.models import User
from cada_peers.accounts.permissions import Permission
from peerhelpers.models import PeerHelper


def assessable_by(user: User) -> QuerySet[PeerHelper]:
    """The helpers of the centres whose reviews this person reads; never oneself."""
    helpers = PeerHelper.objects.visible_to(user).exclude(resident__account=user)
    return helpers.filter(centre__in=centres_where(user, Permission.VIEW_REVIEWS))


def helper_or_404(user: User, pk: UUID) -> PeerHelper:
    helpers = assessable_by(user).select_related("resident", "referent", "centre")
    return get_object_or_404(helpers, pk=pk)


def campaign_or_404(user: User, pk: UUID) -> Campaign:
    """A campaign that this person runs, with its progress."""
    campaigns = Campaign.objects.visible_to(user).with_progress()
    return get_object_or_404(campaigns.select_related("questionnaire", "centre", "peer_helper__resident"), pk=pk)


def campaign_asked_or_404(user: User, pk: UUID) -> Campaign:
    """A campaign to which this person is invited."""
    campaigns = Campaign.objects.asked_of(user)
    return get_object_or_404(campaigns.select_related("questionnaire", "centre", "peer_helper__resident"), pk=pk)


def review_or_404(user: User, pk: UUID) -> Review:
    reviews = Review.objects.visible_to(user)
    people = ("peer_helper__resident", "peer_helper__referent", "centre", "prepared_by", "decided_by")
    return get_object_or_404(reviews.select_related(*people), pk=pk)


def key_or_404(text: str) -> UUID:
    """A key that came in the query string."""
    try:
        return UUID(text)
    except ValueError as wrong:
        raise Http404 from wrong
