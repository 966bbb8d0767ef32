"""Addresses of the pathway: one verb each."""

from django.urls import path

from peerhelpers.models.recognition import BadgeEnd
from peerhelpers.views import (
    candidates,
    care,
    commitments,
    meetings,
    missions,
    own,
    papers,
    pathway,
    recognition,
    trials,
)

app_name = "peerhelpers"

# The file of a peer helper and its papers.
file_patterns = [
    path("peer-helpers/", pathway.list_files, name="list"),
    path("peer-helpers/to-ask/", candidates.candidates, name="candidates"),
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
recognition_patterns = [
    path("badges/", recognition.badges, name="badges"),
    path("peer-helpers/<uuid:pk>/badge/", recognition.issue_badge, name="issue_badge"),
    path("badges/<uuid:pk>/", recognition.badge, name="badge"),
    path("badges/<uuid:pk>/hand-over/", recognition.hand_over_badge, name="hand_over_badge"),
    path("badges/<uuid:pk>/lost/", recognition.end_badge, {"why": BadgeEnd.LOST}, name="lose_badge"),
    path("badges/<uuid:pk>/return/", recognition.end_badge, {"why": BadgeEnd.RETURNED}, name="return_badge"),
    path("peer-helpers/<uuid:pk>/certificate/", recognition.issue_certificate, name="issue_certificate"),
    path("certificates/<uuid:pk>/", recognition.certificate, name="certificate"),
    path("certificates/<uuid:pk>/revoke/", recognition.revoke_certificate, name="revoke_certificate"),
    path("papers/<uuid:paper_id>/", papers.paper, name="paper"),
    path("peer-helpers/<uuid:pk>/account/", recognition.open_account, name="open_account"),
    path("talk-requests/<uuid:pk>/", care.talk_request, name="talk_request"),
    path("talk-requests/<uuid:pk>/seen/", care.mark_talk_seen, name="mark_talk_seen"),
]

# The peer helper's own pages.
own_patterns = [
    path("moi/", own.my_page, name="my_page"),
    path("moi/missions/", own.my_missions, name="my_missions"),
    path("moi/missions/<uuid:pk>/oui/", own.accept_my_mission, name="accept_my_mission"),
    path("moi/missions/<uuid:pk>/pas-cette-fois/", own.decline_my_mission, name="decline_my_mission"),
    path("moi/seances/<uuid:pk>/oui/", own.come_to_meeting, name="come_to_meeting"),
    path("moi/seances/<uuid:pk>/pas-cette-fois/", own.skip_meeting, name="skip_meeting"),
    path("moi/seances/<uuid:pk>/", own.tell_meeting, name="tell_meeting"),
    path("moi/papiers/", own.my_papers, name="my_papers"),
    path("moi/papiers/<uuid:paper_id>/", own.my_paper, name="my_paper"),
    path(
        "moi/verification/<uuid:credential_id>/eteindre/",
        own.switch_my_verification,
        {"visible": False},
        name="hide_my_verification",
    ),
    path(
        "moi/verification/<uuid:credential_id>/rallumer/",
        own.switch_my_verification,
        {"visible": True},
        name="show_my_verification",
    ),
    path("moi/parler/", care.talk, name="talk"),
    path("moi/relire/", care.ask_for_notes, name="ask_for_notes"),
    path("moi/parler/<uuid:pk>/envoyer/", care.send_talk_on, name="send_talk_on"),
    path("moi/pause/", care.pause_or_stop, name="pause_or_stop"),
    path("moi/pause/commencer/", care.begin_my_pause, name="begin_my_pause"),
    path("moi/pause/finir/", care.end_my_pause, name="end_my_pause"),
    path("moi/arreter/", care.stop_for_good, name="stop_for_good"),
    path("moi/qui-a-lu/", care.who_read, name="who_read"),
]

urlpatterns = [*file_patterns, *mission_patterns, *recognition_patterns, *own_patterns]
