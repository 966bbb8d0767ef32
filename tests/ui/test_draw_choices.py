"""Lists of choices: drawn in one go, they say what Django's own template would say."""

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template

CHOICES = [("", "every one"), ("House <a>", [("1", "Soup & bread"), ("2", "<b>Bikes</b>")]), (3, "Sewing")]


class AnyFilter(forms.Form):
    skill = forms.ChoiceField(choices=CHOICES, widget=forms.Select(attrs={"class": "form-select"}))


def without_spaces(html: str) -> str:
    return "".join(html.split())


def test_a_list_says_what_the_list_of_django_says() -> None:
    for chosen in ("", "2", "3"):
        field = AnyFilter({"skill": chosen})["skill"]
        theirs = AnyFilter({"skill": chosen}, renderer=DjangoTemplates())["skill"]
        assert "&lt;b&gt;Bikes" in str(field)
        assert without_spaces(str(field)) == without_spaces(str(theirs))


def test_it_is_our_template_that_draws_it() -> None:
    assert "options" in get_template("django/forms/widgets/select.html").template.source
