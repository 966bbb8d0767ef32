"""Addresses of the pathway: one verb each."""

from django.urls import URLPattern, path

from peerhelpers.views import commitments, meetings, missions, pathway, trials

app_name = "peerhelpers"

# The file of a peer helper and its papers.
file_patterns = [
    path("peer-helpers/", pathway.list_files, name="list"),
    path("residents/<uuid:pk>/identify/", pathway.identify, name="identify"),
    path("peer-helpers/<uuid:pk>/", pathway.detail, name="detail"),
    path("peer-helpers/<uuid:pk>/change/", pathway.change, name="change"),
    path("peer-helpers/<uuid:pk>/formalise/", pathway.formalise, name="formalise"),
    path("peer-helpers/<uuid:pk>/end/", pathway.end, name="end"),
    path("peer-helpers/<uuid:pk>/pause/", pathway.note_pause, name="note_pause"),
    path("peer-helpers/<uuid:pk>/resume/", pathway.note_resume, name="note_resume"),
    path("peer-helpers/<uuid:pk>/papers/prepare/", commitments.prepare, name="prepare_commitment"),
    path("commitments/<uuid:pk>/sign/", commitments.sign, name="sign_commitment"),
    path("commitments/<uuid:pk>/discard/", commitments.discard, name="discard_commitment"),
    path("peer-helpers/<uuid:pk>/trial/start/", trials.start, name="start_trial"),
    path("peer-helpers/<uuid:pk>/trial/add/", trials.add_function, name="add_function"),
    path("peer-helpers/<uuid:pk>/trial/end/", trials.end_function, name="end_function"),
]

mission_patterns = [
    path("missions/", missions.list_missions, name="missions"),
    path("missions/new/", missions.create, name="create_mission"),
    path("missions/<uuid:pk>/", missions.detail, name="mission"),
    path("missions/<uuid:pk>/change/", missions.change, name="change_mission"),
    path("missions/<uuid:pk>/end/", missions.end, name="end_mission"),
    path("missions/<uuid:pk>/propose/", missions.propose, name="propose_mission"),
    path("proposals/<uuid:pk>/yes/", missions.note_yes, name="note_yes"),
    path("proposals/<uuid:pk>/not-this-time/", missions.note_not_this_time, name="note_not_this_time"),
    path("missions/<uuid:pk>/meetings/plan/", meetings.plan, name="plan_meeting"),
    path("meetings/<uuid:pk>/cancel/", meetings.cancel, name="cancel_meeting"),
    path("participations/<uuid:pk>/note/", meetings.note, name="note_done"),
]

# Badge, certificate, account.
recognition_patterns: list[URLPattern] = []

# The peer helper's own pages.
own_patterns: list[URLPattern] = []

urlpatterns = [*file_patterns, *mission_patterns, *recognition_patterns, *own_patterns]
