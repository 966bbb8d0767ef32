"""Between a form and a verb: a refusal of the verb is shown beside its field, and nothing typed is lost."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to. A form may be sent empty: that is an answer too."""
    return request.POST if request.method == "POST" else None


def attempt(form: forms.BaseForm, action: Callable[..., object], /, **arguments: object) -> bool:
    """Do it; True when it was done. A ValidationError goes into the form (above it, if it has no field)."""
    try:
        action(**arguments)
    except ValidationError as refusal:
        _show(form, refusal)
        return False
    return True


def attempt_aloud(request: HttpRequest, action: Callable[..., object], /, **arguments: object) -> bool:
    """For a verb without a form: its refusal is said at the top of the next page."""
    try:
        action(**arguments)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return False
    return True


def _show(form: forms.BaseForm, refusal: ValidationError) -> None:
    by_field = refusal.error_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.error_list}
    for field, errors in by_field.items():
        form.add_error(field if field in form.fields else None, errors)
