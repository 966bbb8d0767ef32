"""The minimal record, the languages beside it, the departure, and the filters of the list."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import Centre, User
from cada_peers.ui.forms import PairsForm, PairsModelForm
from residents.forms.seen import SpokenSeenMixin
from residents.languages import CHOICES, LANGUAGES, Level
from residents.models import Interview, Resident, ResidentLanguage, Skill, SkillFound
from residents.staff import staff_of, without_referent_here

LANGUAGE_ROWS = 4


class ResidentForm(SpokenSeenMixin, PairsModelForm):
    """Names, arrival, referent, telephone. `centre` limits the referents."""

    class Meta:
        model = Resident
        fields = (
            "name",
            "family_name",
            "preferred_name",
            "display_name",
            "arrived_on",
            "referent",
            "phone",
            "adult_from",
        )
        widgets = {"arrived_on": forms.DateInput, "adult_from": forms.DateInput}

    def __init__(self, *args: object, centre: Centre, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.instance.centre = centre
        referents = staff_of(centre)
        if self.instance.referent_id:
            # A referent who left stays until someone else is chosen.
            referents |= User.objects.filter(pk=self.instance.referent_id)
        self.fields["referent"].queryset = referents
        self.fields["referent"].empty_label = _("nobody yet")
        self.fields["display_name"].required = False
        self.fields["arrived_on"].initial = timezone.localdate
        for name in ("arrived_on", "adult_from"):
            self.fields[name].widget.attrs["max"] = "2100-12-31"

    def clean_arrived_on(self) -> object:
        day = self.cleaned_data["arrived_on"]
        if day > timezone.localdate() + timedelta(days=365):
            raise forms.ValidationError(_("This day is more than a year ahead: correct it."))
        return day


class ArrivalForm(ResidentForm):
    """The same for someone who is not in the list yet."""

    # Drawn with the page: a form that is sent twice makes one record.
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


class LanguageRow(PairsForm):
    """One language of a resident; left empty, it does not exist."""

    language = forms.ChoiceField(label=_("Language"), choices=[("", _("choose")), *CHOICES], required=False)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, initial=Level.NATIVE, required=False)


class _LanguageRows(forms.BaseFormSet):
    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Only the first line is a mother tongue unless told: a level nobody chose does not make French one."""
        super().add_fields(form, index)
        if index:
            form.fields["level"].initial = Level.SPOKEN

    def clean(self) -> None:
        codes = [code for code, _level in self.spoken()]
        if len(codes) != len(set(codes)):
            raise forms.ValidationError(_("The same language is written twice: empty one of the two lines."))

    def spoken(self) -> list[tuple[str, str]]:
        """The pairs (code, level) in the order of the lines."""
        rows = [row.cleaned_data for row in self.forms if hasattr(row, "cleaned_data")]
        return [(row["language"], row.get("level") or Level.NATIVE) for row in rows if row.get("language")]


def language_rows(data: object = None, *, resident: Resident | None = None) -> _LanguageRows:
    """The lines of languages: four, or one more than the person already speaks."""
    spoken = list(resident.languages.values("language", "level")) if resident else []
    lines = max(LANGUAGE_ROWS, len(spoken) + 1)
    rows = forms.formset_factory(
        LanguageRow,
        formset=_LanguageRows,
        extra=lines - len(spoken),
        max_num=lines,
        absolute_max=len(LANGUAGES),
    )
    return rows(data, initial=spoken, prefix="languages")


class DepartureForm(SpokenSeenMixin, PairsModelForm):
    """The day of departure (empty if the person is still here), and how to stay in touch."""

    class Meta:
        model = Resident
        fields = ("departed_on", "stays_in_touch", "phone")
        widgets = {"departed_on": forms.DateInput}
        help_texts = {"phone": _("Their own number, so that the house can call. Nobody else sees it.")}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["departed_on"].widget.attrs["max"] = "2100-12-31"


HERE, LEFT, IN_TOUCH, EVERYONE = "here", "left", "in_touch", "all"
DRAFTS, TO_MEET, TO_INFORM = "drafts", "to_meet", "to_inform"

NOBODY_HERE = "nobody"


def _by_domain(skills: Iterable[Skill]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices of a list of skills, under the name of their domain."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for skill in skills:
        groups.setdefault(str(skill.domain), []).append((str(skill.pk), str(skill)))
    return list(groups.items())


_PRESENCE = {
    HERE: lambda residents: residents.present(),
    LEFT: lambda residents: residents.former(),
    IN_TOUCH: lambda residents: residents.former().filter(stays_in_touch=True),
    EVERYONE: lambda residents: residents,
}


class ResidentFilter(PairsForm):
    """The filters of the list, kept in its address. A filter that does not hold is left out, with its reason."""

    q = forms.CharField(label=_("Name"), max_length=200, required=False)
    presence = forms.ChoiceField(
        label=_("Presence"),
        choices=[
            (HERE, _("here")),
            (LEFT, _("former residents")),
            (IN_TOUCH, _("former residents in touch")),
            (EVERYONE, _("all")),
        ],
        required=False,
    )
    referent = forms.ChoiceField(label=_("Referent"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    skill = forms.ModelChoiceField(
        label=_("Skill"), queryset=Skill.objects.none(), required=False, empty_label=_("every skill")
    )
    todo = forms.ChoiceField(
        label=_("To do"),
        choices=[
            ("", _("all")),
            (DRAFTS, _("drafts to finish")),
            (TO_MEET, _("without an interview yet")),
            (TO_INFORM, _("agreement not obtained")),
        ],
        required=False,
    )

    def __init__(self, *args: object, centre: Centre | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.centre = centre
        staff = [(str(key), name) for key, name in staff_of(centre).values_list("pk", "full_name")]
        nobody = (NOBODY_HERE, _("without a referent here"))
        self.fields["referent"].choices = [("", _("every referent")), nobody, *staff]
        spoken = ResidentLanguage.objects.filter(resident__centre=centre, resident__centre__isnull=False)
        codes = set(spoken.order_by().values_list("language", flat=True).distinct())
        self.fields["language"].choices = [("", _("every language"))] + [c for c in CHOICES if c[0] in codes]
        found = SkillFound.objects.filter(centre=centre, centre__isnull=False)
        skills = Skill.objects.filter(pk__in=found.order_by().values("skill")).select_related("domain")
        skills = skills.only("name_fr", "name_en", "domain__name_fr", "domain__name_en")
        self.fields["skill"].queryset = skills
        self.fields["skill"].widget.choices = [("", _("every skill")), *_by_domain(skills)]
        for field in self.finer:
            field.field.widget.attrs["class"] = "form-select"

    @property
    def finer(self) -> list[forms.BoundField]:
        """The choices that stand behind « more filters », as on the wall of the cards."""
        return [self[name] for name in ("presence", "referent", "language", "skill", "todo")]

    @property
    def is_open(self) -> bool:
        """Whether they are shown at once: one of them narrows, or does not hold."""
        return any(field.errors or field.value() for field in self.finer)

    def narrow(self, residents: QuerySet[Resident], *, user: User, kind_to_meet: str | None) -> QuerySet[Resident]:
        """Those of `residents` that the filters keep. `kind_to_meet`: the interview that this role begins with."""
        self.is_valid()
        wanted = self.cleaned_data
        residents = _PRESENCE[wanted.get("presence") or HERE](residents)
        if wanted.get("referent") == NOBODY_HERE:
            residents = without_referent_here(residents, self.centre)
        elif wanted.get("referent"):
            residents = residents.filter(referent=wanted["referent"])
        if wanted.get("language"):
            residents = residents.filter(languages__language=wanted["language"])
        if wanted.get("skill"):
            residents = residents.filter(skills_found__skill=wanted["skill"])
        if wanted.get("todo") == DRAFTS:
            residents = residents.filter(pk__in=Interview.objects.to_finish_by(user).values("resident"))
        if wanted.get("todo") == TO_MEET and kind_to_meet:
            residents = residents.without_interview(kind_to_meet)
        if wanted.get("todo") == TO_INFORM:
            residents = residents.to_inform()
        return residents.search(wanted.get("q") or "")
