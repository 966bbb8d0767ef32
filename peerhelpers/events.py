"""What this room writes in the journal: each reading of a person, each step of the pathway."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cada_peers.journal.record import readable
from cada_peers.journal.reserved import reserve


@readable
class Event(models.TextChoices):
    # Readings: exactly one line for each page, list or paper that shows a person.
    LIST_READ = "peerhelpers.list_read", _("list of the peer helpers read")
    CANDIDATES_READ = "peerhelpers.candidates_read", _("list of the people to ask read")
    FILE_READ = "peerhelpers.file_read", _("file of a peer helper read")
    COMMITMENT_READ = "peerhelpers.commitment_read", _("agreement or pledge opened or printed")
    MISSIONS_READ = "peerhelpers.missions_read", _("list of the missions read")
    MISSION_READ = "peerhelpers.mission_read", _("mission read")
    RECOGNITION_READ = "peerhelpers.recognition_read", _("badges and certificates of a peer helper read")
    BADGE_READ = "peerhelpers.badge_read", _("badge opened or printed")
    CERTIFICATE_READ = "peerhelpers.certificate_read", _("certificate opened or printed")
    TALK_READ = "peerhelpers.talk_read", _("request to talk read by the referent")
    OWN_PAGE_READ = "peerhelpers.own_page_read", _("own page opened by the peer helper")
    # The pathway.
    IDENTIFIED = "peerhelpers.identified", _("peer helper identified")
    FILE_CHANGED = "peerhelpers.file_changed", _("file of a peer helper changed")
    FORMALISED = "peerhelpers.formalised", _("formalisation meeting noted")
    COMMITMENT_PREPARED = "peerhelpers.commitment_prepared", _("agreement or pledge prepared")
    COMMITMENT_DISCARDED = (
        "peerhelpers.commitment_discarded",
        _("agreement or pledge thrown away before it was signed"),
    )
    COMMITMENT_SIGNED = "peerhelpers.commitment_signed", _("agreement or pledge signed")
    TRIAL_STARTED = "peerhelpers.trial_started", _("trial started")
    FUNCTION_ADDED = "peerhelpers.function_added", _("function added to the trial")
    FUNCTION_ENDED = "peerhelpers.function_ended", _("function of the trial ended")
    TRIAL_EXTENDED = "peerhelpers.trial_extended", _("trial extended")
    APPROVED = "peerhelpers.approved", _("status approved")
    STATUS_ENDED = "peerhelpers.status_ended", _("status ended by management")
    # Care.
    PAUSED = "peerhelpers.paused", _("pause begun")
    RESUMED = "peerhelpers.resumed", _("pause ended")
    STOPPED = "peerhelpers.stopped", _("stopped by the peer helper")
    TALK_ASKED = "peerhelpers.talk_asked", _("request to talk sent")
    TALK_SEEN = "peerhelpers.talk_seen", _("request to talk seen by the referent")
    # Missions.
    MISSION_CREATED = "peerhelpers.mission_created", _("mission created")
    MISSION_CHANGED = "peerhelpers.mission_changed", _("mission changed")
    MISSION_ENDED = "peerhelpers.mission_ended", _("mission ended")
    MISSION_PROPOSED = "peerhelpers.mission_proposed", _("mission proposed")
    MISSION_ACCEPTED = "peerhelpers.mission_accepted", _("mission accepted")
    MISSION_DECLINED = "peerhelpers.mission_declined", _("mission: not this time")
    MEETING_PLANNED = "peerhelpers.meeting_planned", _("meeting planned")
    MEETING_CANCELLED = "peerhelpers.meeting_cancelled", _("meeting cancelled")
    MEETING_ANSWERED = "peerhelpers.meeting_answered", _("meeting answered")
    DONE_NOTED = "peerhelpers.done_noted", _("meeting noted as done")
    # Recognition and account.
    BADGE_ISSUED = "peerhelpers.badge_issued", _("badge issued")
    BADGE_HANDED_OVER = "peerhelpers.badge_handed_over", _("badge handed over")
    BADGE_ENDED = "peerhelpers.badge_ended", _("badge ended")
    CERTIFICATE_ISSUED = "peerhelpers.certificate_issued", _("certificate issued")
    CERTIFICATE_REVOKED = "peerhelpers.certificate_revoked", _("certificate withdrawn")
    ACCOUNT_OPENED = "peerhelpers.account_opened", _("account opened for a peer helper")
    ADDRESS_REFUSED = (
        "peerhelpers.address_refused",
        _("address refused for a peer helper, because it opens another account"),
    )
    VERIFICATION_HIDDEN = "peerhelpers.verification_hidden", _("verification switched off by its holder")
    VERIFICATION_SHOWN = "peerhelpers.verification_shown", _("verification switched on again by its holder")
    PAPER_FOUND_CHANGED = "peerhelpers.paper_found_changed", _("paper found changed, and not shown")


# « I need to talk » reaches the referent only, and how often a helper opens their own page is nobody's measure.
reserve(Event.TALK_ASKED, Event.TALK_READ, Event.TALK_SEEN, Event.OWN_PAGE_READ)
