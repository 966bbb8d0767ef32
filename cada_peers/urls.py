"""Addresses. Rooms are known by dotted name only."""

from django.urls import include, path

urlpatterns = [
    path("", include("cada_peers.ui.urls")),
    path("account/", include("cada_peers.accounts.urls")),
    path("journal/", include("cada_peers.journal.urls")),
    path("", include("cada_peers.documents.urls")),
    path("", include("residents.urls")),
    path("", include("peerhelpers.urls")),
    path("", include("assessments.urls")),
]
