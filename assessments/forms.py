"""The forms of this room: who is asked, the answers, what was said and seen, the review and its decision."""

from collections.abc import Iterator

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import BeneficiaryFeedback, Criterion, Decision, Observation, Question, Review
from assessments.models.questionnaire import QuestionKind
from cada_peers.accounts.models import User
from cada_peers.ui.forms import LineCap, PairsForm, PairsModelForm

# The good one first, as everywhere in the house. The last is an answer too: nobody has seen everything.
DO_NOT_KNOW = "0"
FACES: list[tuple[str, Promise]] = [
    ("4", _("Yes, fully")),
    ("3", _("Mostly")),
    ("2", _("A little")),
    ("1", _("Not at all")),
    (DO_NOT_KNOW, _("I do not know")),
]
MOST_MONTHS = 60


class InvitationForm(PairsForm):
    """Whom to ask; `people` comes from `assessments.people.may_be_asked`."""

    people = forms.ModelMultipleChoiceField(
        label=_("Who is asked"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everyone is asked unless you take someone out."),
        error_messages={"required": _("Choose at least one person to ask.")},
    )

    def __init__(self, *args: object, people: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people
        self.fields["people"].initial = people


class AnswerForm(PairsForm):
    """One field for each question: faces or free words."""

    def __init__(self, *args: object, questions: list[Question], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {f"q{question.pk}": question for question in questions}
        for name, question in self.questions.items():
            self.fields[name] = _words(question) if question.kind == QuestionKind.TEXT else _faces(question)

    def answers(self) -> dict[int, int | str | None]:
        """What `actions.answer` takes; None where the person does not know."""
        return {question.pk: self._said(name, question) for name, question in self.questions.items()}

    def _said(self, name: str, question: Question) -> int | str | None:
        said = self.cleaned_data[name]
        if question.kind == QuestionKind.TEXT:
            return said
        return int(said) if said and said != DO_NOT_KNOW else None

    def first_wrong(self) -> forms.BoundField | None:
        """The first field that was refused, to which the page leads back; None when all hold."""
        return next((field for field in self if field.errors), None)

    def lines(self) -> Iterator[tuple[forms.BoundField, bool]]:
        """Each field, and whether it is answered with faces."""
        return ((self[name], question.kind == QuestionKind.SCALE) for name, question in self.questions.items())


def _faces(question: Question) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=str(question),
        choices=FACES,
        widget=forms.RadioSelect,
        required=question.required,
        error_messages={
            "required": _("Choose a face, or “I do not know”."),
            "invalid_choice": _("Choose one of the faces, or “I do not know”."),
        },
    )


def _words(question: Question) -> forms.CharField:
    return forms.CharField(
        label=str(question),
        max_length=1000,
        required=question.required,
        validators=[LineCap(40)],
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FeedbackForm(PairsModelForm):
    """The words of someone who was helped."""

    class Meta:
        model = BeneficiaryFeedback
        fields = ["words", "language", "translated_by", "themes", "said_on"]
        help_texts = {
            "translated_by": _("First name or role, if the words were translated."),
            "themes": _("For instance: school, transport, listening."),
        }


class ObservationForm(PairsModelForm):
    """One fact that shows a criterion."""

    class Meta:
        model = Observation
        fields = ["criterion", "seen", "evidence", "observed_on"]
        widgets = {"seen": forms.RadioSelect}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = Criterion.objects.all()
        self.fields["seen"].choices = Observation.Seen.choices


class ReviewForm(PairsModelForm):
    """The review and what it recommends."""

    month = forms.IntegerField(label=_("After how many months"), min_value=0, max_value=MOST_MONTHS)

    class Meta:
        model = Review
        fields = ["month", "held_on", "strengths", "support", "helper_words", "recommendation"]
        widgets = {"recommendation": forms.RadioSelect}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recommendation"].choices = Decision.choices


class DecisionForm(PairsForm):
    """What management decides, and why."""

    decision = forms.ChoiceField(label=_("Decision"), choices=Decision.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea,
        help_text=_("The peer helper will read it when the review is shared with them."),
        error_messages={"required": _("A decision needs its reason.")},
    )
    months = forms.IntegerField(
        label=_("Months added"),
        min_value=1,
        max_value=18,
        required=False,
        help_text=_("Only to go on beyond the planned end. Empty, the trial goes on as planned."),
    )
    early_reason = forms.CharField(
        label=_("Why now, before the end of the trial"),
        max_length=500,
        required=False,
        widget=forms.Textarea,
        help_text=_("Only to approve before the eighteen months are over."),
    )
