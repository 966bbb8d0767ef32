"""What can be allowed. Each right guards a centre; `roles.py` says who holds which."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    VIEW_RESIDENTS = "view_residents", _("read the records of the residents")
    WRITE_RESIDENTS = "write_residents", _("create and change the records of the residents")
    WRITE_INTERVIEWS = (
        "write_interviews",
        _("lead interviews and read one's own, and those of the people one refers"),
    )
    READ_ALL_NOTES = "read_all_notes", _("read the notes of every interview")
    VIEW_CARDS = "view_cards", _("look into the exchange box, by display name")
    OWN_CARDS = "own_cards", _("put one's own cards in the exchange box")
    WRITE_CARDS = "write_cards", _("put and change the cards of everyone")
    EDIT_CATALOGUE = "edit_catalogue", _("name, merge and set aside the skills of the list")
    EXPORT_RESIDENTS = "export_residents", _("take the list of the residents out as a file")
    REMOVE_RESIDENTS = "remove_residents", _("remove a record of the residents that was opened by mistake")
    VIEW_COMPETENCES = "view_competences", _("see on one page what the whole house can do")
    VIEW_PEER_HELPERS = "view_peer_helpers", _("read the files of the peer helpers")
    WRITE_PEER_HELPERS = "write_peer_helpers", _("carry the files of the peer helpers one refers")
    WRITE_ALL_PEER_HELPERS = "write_all_peer_helpers", _("carry the file of every peer helper")
    DECIDE_STATUS = "decide_status", _("approve, extend, refuse or end a status")
    PREPARE_PAPERS = "prepare_papers", _("prepare and print agreements, pledges, badges and certificates")
    SIGN_PAPERS = "sign_papers", _("sign agreements and pledges for the centre")
    ISSUE_RECOGNITION = "issue_recognition", _("issue and end badges and certificates")
    VIEW_MISSIONS = "view_missions", _("see the missions that one co-leads")
    WRITE_MISSIONS = "write_missions", _("propose missions and note what took place")
    OWN_PATHWAY = "own_pathway", _("see one's own missions and papers, pause and stop")
    VIEW_REVIEWS = "view_reviews", _("read observations, words of the people helped and reviews")
    RUN_QUESTIONNAIRES = "run_questionnaires", _("open questionnaires and note feedback and observations")
    ANSWER_QUESTIONNAIRES = "answer_questionnaires", _("answer the questionnaires one is invited to")
    VIEW_COUNTS = "view_counts", _("see counts without any person")
    INVITE_MEMBERS = "invite_members", _("invite members of the centre and end their access")
    VIEW_JOURNAL = "view_journal", _("read the journal of the centre")
    MANAGE_OPERATORS = "manage_operators", _("create operators, centres and their first manager")
