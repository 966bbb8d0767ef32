"""Who belongs to whom, and who is not brought together: the other one, and what they are."""

from django import forms
from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from cada_peers.accounts.models import User
from cada_peers.ui.forms import PairsForm
from residents.box.whose import told_apart
from residents.models import Resident, TieKind
from residents.staff import team_of

CHILD = "child"


class OtherForm(PairsForm):
    """The other person: those of the same family name first, then the people here, then those who moved out."""

    other = forms.ModelChoiceField(label=_("Person"), queryset=Resident.objects.none(), empty_label=_("choose"))

    def __init__(self, *args: object, resident: Resident, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.resident = resident
        self.fields["other"].queryset = _others(resident, user)
        self.fields["other"].label_from_instance = told_apart


class ApartForm(OtherForm):
    """A resident, somebody of the team, or a partner: one of the three."""

    account = forms.ModelChoiceField(
        label=_("Or an employee or a volunteer"), queryset=User.objects.none(), required=False, empty_label=_("choose")
    )
    partner = forms.CharField(
        label=_("Or a partner"), max_length=80, required=False, help_text=_("As on its cards: the name of the place.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].required = False
        self.fields["account"].queryset = team_of(self.resident.centre)

    def clean(self) -> dict[str, object]:
        super().clean()
        if not self.errors and len(self._chosen()) != 1:
            self.add_error("other", _("Choose one: a person here, somebody of the team, or a partner."))
        return self.cleaned_data

    def pair(self) -> dict[str, object]:
        """As `keep_apart` takes the two."""
        return {"one": self.resident, "other": self._chosen()[0]}

    def _chosen(self) -> list[object]:
        return [self.cleaned_data[name] for name in ("other", "account", "partner") if self.cleaned_data.get(name)]


class TieForm(OtherForm):
    """The other person, and what they are for `resident`."""

    relation = forms.ChoiceField(
        choices=[
            (TieKind.COUPLE, _("their partner")),
            (TieKind.PARENT, _("their parent")),
            (CHILD, _("their child")),
            (TieKind.RELATIVE, _("another relative")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what this person is.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relation"].label = _("For %(name)s, this person is") % {"name": self.resident.called}

    def tie(self) -> dict[str, object]:
        """As `note_tie` takes it: of a parent and a child, the parent is `one`."""
        other, relation = self.cleaned_data["other"], self.cleaned_data["relation"]
        if relation == CHILD:
            return {"one": self.resident, "other": other, "kind": TieKind.PARENT}
        if relation == TieKind.PARENT:
            return {"one": other, "other": self.resident, "kind": TieKind.PARENT}
        return {"one": self.resident, "other": other, "kind": relation}


def _others(resident: Resident, user: User) -> QuerySet[Resident]:
    people = Resident.objects.visible_to(user).filter(centre=resident.centre_id).exclude(pk=resident.pk)
    here = people.present().values("pk")
    namesakes = When(family_name__iexact=resident.family_name, then=Value(0)) if resident.family_name else None
    order = [When(pk__in=here, then=Value(1))]
    return people.order_by(Case(*filter(None, [namesakes]), *order, default=Value(2)), "folded", "pk")
