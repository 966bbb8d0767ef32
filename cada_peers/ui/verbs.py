"""Between a form and a verb: a refusal of the verb is shown beside its field, and nothing typed is lost."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, QueryDict

from cada_peers.ui.conflict import ChangedMeanwhile

Result = TypeVar("Result")


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to. A form may be sent empty: that is an answer too."""
    return request.POST if request.method == "POST" else None


def attempt(form: forms.BaseForm, action: Callable[..., Result], /, **arguments: object) -> Result | None:
    """What `action` returns, or None once its refusal is written in `form`, beside the field that it is about."""
    try:
        return action(**arguments)
    except ValidationError as refusal:
        show_refusal(form, refusal)
    except ChangedMeanwhile as conflict:
        form.show_both(conflict.current)
    return None


def attempt_aloud(request: HttpRequest, action: Callable[..., Result], /, **arguments: object) -> Result | None:
    """For a verb without a form: what it returns, or None once its refusal is said at the top of the next page."""
    try:
        return action(**arguments)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
    return None


def show_refusal(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Write the sentences of `refusal` in `form`; above it, when it has no such field."""
    plain = {NON_FIELD_ERRORS: refusal.error_list} if not hasattr(refusal, "error_dict") else refusal.error_dict
    for name, errors in plain.items():
        form.add_error(name if name in form.fields else None, errors)
