"""What this room writes in the journal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cada_peers.journal.record import readable
from cada_peers.journal.reserved import reserve


@readable
class Event(models.TextChoices):
    RESIDENTS_READ = "residents.list_read", _("read the list of the residents")
    RESIDENT_READ = "residents.resident_read", _("read the record of a resident")
    RESIDENT_ADDED = "residents.resident_added", _("created the record of a resident")
    RESIDENT_REMOVED = "residents.resident_removed", _("removed a record opened by mistake")
    RESIDENT_CHANGED = "residents.resident_changed", _("changed the record of a resident")
    REFERENT_CHANGED = "residents.referent_changed", _("changed the referent of a resident")
    AGREEMENT_NOTED = "residents.agreement_noted", _("noted the agreement of a resident to what is kept")
    AGREEMENT_ENDED = "residents.agreement_ended", _("noted that a resident took their agreement back")
    DEPARTURE_NOTED = "residents.departure_noted", _("noted the departure of a resident")
    RETURN_NOTED = "residents.return_noted", _("noted that a former resident is back")
    OWN_RECORD_READ = "residents.own_record_read", _("read one’s own record")
    TIE_NOTED = "residents.tie_noted", _("noted a family tie")
    TIE_REMOVED = "residents.tie_removed", _("removed a family tie")
    KEPT_APART = "residents.kept_apart", _("noted two people whom nobody brings together")
    NO_LONGER_KEPT_APART = "residents.no_longer_kept_apart", _("removed the note that two people are kept apart")
    INTAKE_BEGUN = "residents.intake_begun", _("handed over a list of residents to be read")
    INTAKE_READ = "residents.intake_read", _("read a list of residents before importing it")
    INTAKE_DISCARDED = "residents.intake_discarded", _("threw away a list of residents")
    REFUSED_ROWS_TAKEN = "residents.refused_rows_taken", _("downloaded the refused rows of a list")
    RESIDENTS_BROUGHT_IN = "residents.brought_in", _("imported a list of residents")
    RESIDENTS_TAKEN_OUT = "residents.taken_out", _("exported the list of the residents as a file")
    INTERVIEW_STARTED = "residents.interview_started", _("began an interview")
    INTERVIEW_READ = "residents.interview_read", _("read the notes of an interview")
    INTERVIEW_SAVED = "residents.interview_saved", _("saved the notes of an interview")
    INTERVIEW_CONFIRMED = "residents.interview_confirmed", _("had an interview confirmed by the person")
    INTERVIEW_TAKEN_OVER = "residents.interview_taken_over", _("took over the draft of an interview")
    INTERVIEW_DISCARDED = "residents.interview_discarded", _("threw away the draft of an interview")
    SKILL_NOTED = "residents.skill_noted", _("noted a skill")
    SKILL_PREIDENTIFIED = "residents.skill_preidentified", _("noted a skill seen between two interviews")
    SKILL_TAKEN_OFF = "residents.skill_taken_off", _("took back a skill seen between two interviews")
    SKILL_REMOVED = "residents.skill_removed", _("removed a skill")
    WISH_CHANGED = "residents.wish_changed", _("noted that a person keeps a skill for themselves")
    SKILL_CREATED = "residents.skill_created", _("added a skill to the list of the centre")
    SKILL_CHANGED = "residents.skill_changed", _("changed a skill of the list of the centre")
    SKILL_KEPT = "residents.skill_kept", _("kept a skill beside one that it resembles")
    SKILL_MERGED = "residents.skill_merged", _("merged a skill into another")
    SKILL_SET_ASIDE = "residents.skill_set_aside", _("set a skill of the shared list aside")
    SKILL_TAKEN_BACK = "residents.skill_taken_back", _("took a skill back that was set aside")
    SKILL_REWORDED = "residents.skill_reworded", _("gave a skill of the shared list the words of the house")
    SKILL_WORDS_TAKEN_BACK = "residents.skill_words_taken_back", _("took the words of the house for a skill back")
    COMPETENCES_READ = "residents.competences_read", _("read what the whole house can do")
    BOX_READ = "residents.box_read", _("looked into the exchange box")
    OWN_CARDS_READ = "residents.own_cards_read", _("read one’s own cards")
    CARD_READ = "residents.card_read", _("read a card")
    CARD_PUT = "residents.card_put", _("put a card in the box")
    CARD_CHANGED = "residents.card_changed", _("changed a card")
    CARD_CONFIRMED = "residents.card_confirmed", _("noted that a card still holds")
    CARDS_PRINTED = "residents.cards_printed", _("printed cards of the box")
    CARD_WITHDRAWN = "residents.card_withdrawn", _("withdrew a card")
    INTRODUCTIONS_READ = "residents.introductions_read", _("read the introductions of the box")
    OWN_INTRODUCTIONS_READ = "residents.own_introductions_read", _("read what is proposed to oneself")
    INTRODUCTION_READ = "residents.introduction_read", _("read an introduction")
    INTRODUCTION_PROPOSED = "residents.introduction_proposed", _("proposed two cards to each other")
    INTRODUCTION_ANSWERED = "residents.introduction_answered", _("an answer to an introduction came in")
    INTRODUCTION_ARRANGED = "residents.introduction_arranged", _("noted when and where two people meet")
    INTRODUCTION_HELD = "residents.introduction_held", _("noted that an introduction took place")


# How often somebody opens what is their own is nobody's measure; and the page that follows an answer to an introduction
# would tell, beside a line without a name, whose answer it was.
reserve(Event.OWN_RECORD_READ, Event.OWN_CARDS_READ, Event.OWN_INTRODUCTIONS_READ)
