"""Platform administration: operators, their centres, the first manager of each, head office."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cada_peers.accounts import actions
from cada_peers.accounts.events import Event, tell
from cada_peers.accounts.forms import CentreForm, OperatorForm, PersonForm
from cada_peers.accounts.models import Centre, Operator
from cada_peers.accounts.queries import operator_page, operators
from cada_peers.accounts.roles import Role
from cada_peers.accounts.sessions import fresh_sign_in
from cada_peers.accounts.views.members import invited


@require_GET
def list_operators(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/operator/list.html", {"operators": operators()})


@require_GET
def read_operator(request: HttpRequest, pk: object) -> HttpResponse:
    page = operator_page(get_object_or_404(Operator, pk=pk))
    tell(Event.OPERATOR_READ, by=request.user, subject=page.operator, amount=page.people)
    return render(request, "accounts/operator/read.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def add_operator(request: HttpRequest) -> HttpResponse:
    form = OperatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operator = _created(form, partial(actions.create_operator, by=request.user))
        if operator is not None:
            messages.success(request, _("The operator is there. Add its first centre."))
            return redirect("accounts:operator", pk=operator.pk)
    return render(request, "accounts/operator/add.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def add_centre(request: HttpRequest, pk: object) -> HttpResponse:
    operator = get_object_or_404(Operator, pk=pk)
    form = CentreForm(request.POST or None, instance=Centre(operator=operator))
    create = partial(actions.create_centre, operator=operator, by=request.user)
    if request.method == "POST" and form.is_valid() and _created(form, create):
        messages.success(request, _("The centre is there. Invite its first manager."))
        return redirect("accounts:operator", pk=operator.pk)
    return render(request, "accounts/centre/add.html", {"form": form, "operator": operator})


def _created(form: ModelForm, create: Callable[..., Operator | Centre]) -> Operator | Centre | None:
    """What `create` makes of the form, or None with the refusal written beside the field."""
    try:
        return create(**form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in()
def invite_head_office(request: HttpRequest, pk: object) -> HttpResponse:
    operator = get_object_or_404(Operator, pk=pk)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and invited(request, form, role=Role.HEAD_OFFICE, operator=operator):
        return redirect("accounts:operator", pk=operator.pk)
    context = {"form": form, "operator": operator, "place": operator, "role": Role.HEAD_OFFICE.label}
    return render(request, "accounts/operator/invite.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@fresh_sign_in()
def invite_manager(request: HttpRequest, pk: object) -> HttpResponse:
    centre = get_object_or_404(Centre.objects.select_related("operator"), pk=pk)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and invited(request, form, role=Role.MANAGEMENT, centre=centre):
        return redirect("accounts:operator", pk=centre.operator_id)
    context = {"form": form, "operator": centre.operator, "place": centre, "role": Role.MANAGEMENT.label}
    return render(request, "accounts/operator/invite.html", context)
