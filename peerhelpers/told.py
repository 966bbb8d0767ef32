"""What others did, in words for the person whom it is about: the page « Who read my file »."""

from django.utils.translation import gettext_lazy as _

from cada_peers.journal.told import tell
from peerhelpers.events import Event
from residents.events import Event as ResidentEvent

tell(
    {
        Event.FILE_READ: _("opened your file"),
        Event.COMMITMENT_READ: _("opened or printed your agreement or your pledge"),
        Event.RECOGNITION_READ: _("looked at your badges and certificates"),
        Event.BADGE_READ: _("opened or printed your badge"),
        Event.CERTIFICATE_READ: _("opened or printed your certificate"),
        Event.TALK_READ: _("read what you wrote when you needed to talk"),
        Event.TALK_SEEN: _("has seen that you need to talk"),
        Event.IDENTIFIED: _("opened your file as a peer helper"),
        Event.FILE_CHANGED: _("changed your file"),
        Event.FORMALISED: _("noted your formalisation meeting"),
        Event.COMMITMENT_PREPARED: _("prepared a paper for you to sign"),
        Event.COMMITMENT_DISCARDED: _("threw away a paper that was not signed"),
        Event.COMMITMENT_SIGNED: _("signed a paper with you"),
        Event.TRIAL_STARTED: _("started your trial"),
        Event.FUNCTION_ADDED: _("added a function to your trial"),
        Event.FUNCTION_ENDED: _("ended a function of your trial"),
        Event.TRIAL_EXTENDED: _("extended your trial"),
        Event.APPROVED: _("approved your status"),
        Event.STATUS_ENDED: _("ended your pathway"),
        Event.PAUSED: _("noted your break"),
        Event.RESUMED: _("noted the end of your break"),
        Event.BADGE_ISSUED: _("made your badge"),
        Event.BADGE_HANDED_OVER: _("handed your badge over to you"),
        Event.BADGE_ENDED: _("ended your badge"),
        Event.CERTIFICATE_ISSUED: _("made your certificate"),
        Event.CERTIFICATE_REVOKED: _("withdrew your certificate"),
        Event.ACCOUNT_OPENED: _("opened an account for you"),
    }
)
tell(
    {
        ResidentEvent.RESIDENT_READ: _("read your record"),
        ResidentEvent.RESIDENT_ADDED: _("created your record"),
        ResidentEvent.RESIDENT_CHANGED: _("changed your record"),
        ResidentEvent.REFERENT_CHANGED: _("changed who accompanies you"),
        ResidentEvent.AGREEMENT_NOTED: _("noted that you agree to what is kept"),
        ResidentEvent.AGREEMENT_ENDED: _("noted that you took your agreement back"),
        ResidentEvent.DEPARTURE_NOTED: _("noted your departure"),
        ResidentEvent.RETURN_NOTED: _("noted that you are back"),
        ResidentEvent.INTERVIEW_STARTED: _("began an interview with you"),
        ResidentEvent.INTERVIEW_READ: _("read the notes of one of your interviews"),
        ResidentEvent.INTERVIEW_SAVED: _("saved the notes of one of your interviews"),
        ResidentEvent.INTERVIEW_CONFIRMED: _("noted that you confirmed an interview"),
        ResidentEvent.INTERVIEW_TAKEN_OVER: _("took over the draft of one of your interviews"),
        ResidentEvent.SKILL_NOTED: _("noted one of your skills"),
        ResidentEvent.SKILL_PREIDENTIFIED: _("noted a skill seen in you"),
        ResidentEvent.SKILL_REMOVED: _("removed one of your skills"),
        ResidentEvent.WISH_CHANGED: _("noted that you keep a skill for yourself"),
        ResidentEvent.CARD_READ: _("read one of your cards"),
        ResidentEvent.CARD_PUT: _("put your card in the box"),
        ResidentEvent.CARD_CHANGED: _("changed one of your cards"),
        ResidentEvent.CARD_CONFIRMED: _("noted that your card still holds"),
        ResidentEvent.CARD_WITHDRAWN: _("took your card out of the box"),
    }
)
