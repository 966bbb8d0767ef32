"""The few questions asked of a peer helper. None must be answered, save the one that stops everything."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cada_peers.accounts.models import User
from cada_peers.ui.forms import PairsForm
from peerhelpers.models import Participation
from peerhelpers.models.mission import Mood

USUAL_MINUTES = (15, 30, 60, 90, 120, 180, 240)
SHORTEST, LONGEST = 5, 720
NEAREST_MINUTES = 15


class ReaderForm(PairsForm):
    """Who reads what is sent: the page names them, and says so again with what is sent."""

    of = forms.ModelChoiceField(
        label=gettext_lazy("Who reads this"), queryset=User.objects.all(), required=False, widget=forms.HiddenInput
    )


class TellForm(ReaderForm):
    """How was it: a face, about how long, about how many people, one line."""

    mood = forms.ChoiceField(
        label=gettext_lazy("How was it?"), choices=Mood.choices, required=False, widget=forms.RadioSelect
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("About how long?"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    people_helped = forms.IntegerField(
        label=gettext_lazy("For about how many people?"),
        required=False,
        min_value=0,
        max_value=200,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    line = forms.CharField(
        label=gettext_lazy("In one line, if you want"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto", "aria-describedby": "line_reminder"}),
    )

    def __init__(self, *args: object, participation: Participation, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        meeting = participation.meeting
        planned = round((meeting.ends_at - meeting.starts_at).total_seconds() / 60 / NEAREST_MINUTES)
        planned = min(max(planned * NEAREST_MINUTES, SHORTEST), LONGEST)
        offered = sorted({*USUAL_MINUTES, planned, *filter(None, [participation.minutes])})
        self.fields["minutes"].choices = [(minutes, duration(minutes)) for minutes in offered]
        self.fields["minutes"].initial = participation.minutes or planned
        self.fields["people_helped"].initial = participation.people_helped
        self.fields["mood"].initial = participation.mood
        self.fields["line"].initial = participation.line

    def told(self) -> dict[str, object]:
        """What was said, as `note_done` takes it: the reader whom the page named (`of`) is its `told_to`."""
        said = dict(self.cleaned_data)
        return {"told_to": said.pop("of"), **said}


def duration(minutes: int) -> str:
    """« 45 min », « 1 h », « 1 h 30 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest}


class TalkForm(ReaderForm):
    """« I need to talk »: the words may be left out."""

    words = forms.CharField(
        label=gettext_lazy("If you want to say more"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("In any language. You can also leave this empty."),
    )


class StopForm(PairsForm):
    """Stopping is confirmed in words."""

    sure = forms.BooleanField(
        label=gettext_lazy("Yes, I want to stop being a peer helper."),
        error_messages={
            "required": gettext_lazy(
                "To stop, tick this sentence. If you are not sure, leave this page: nothing changes."
            )
        },
    )
