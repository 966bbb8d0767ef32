"""Addresses of the pathway: one verb each."""

from django.urls import URLPattern

app_name = "peerhelpers"

# The file of a peer helper and its papers.
pathway: list[URLPattern] = []

# Missions.
missions: list[URLPattern] = []

# Badge, certificate, account.
recognition: list[URLPattern] = []

# The peer helper's own pages.
own: list[URLPattern] = []

urlpatterns = [*pathway, *missions, *recognition, *own]
