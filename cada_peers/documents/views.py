"""The verification page, open to everyone."""

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cada_peers.documents.forms import NameForm
from cada_peers.documents.models import Credential
from cada_peers.documents.verification import bears_name, count_try, find


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether the code is valid, for what and since when; confirm or not a name that is typed."""
    credential = find(token)
    if credential is None:
        return _discreet(render(request, "documents/verify_not_found.html", status=404))
    form = NameForm(request.POST if request.method == "POST" else None)
    answer = _compare(request, credential, form) if form.is_valid() else ""
    context = {"credential": credential, "form": form, "answer": answer}
    return _discreet(render(request, "documents/verify.html", context, status=429 if answer == "wait" else 200))


def _compare(request: HttpRequest, credential: Credential, form: NameForm) -> str:
    """« yes », « no », or « wait » after too many tries."""
    if not count_try(credential, address=get_adapter().get_client_ip(request)):
        return "wait"
    return "yes" if bears_name(credential, form.cleaned_data["name"]) else "no"


def _discreet(response: HttpResponse) -> HttpResponse:
    """The address holds the code: no search engine keeps it, and no other site learns it.

    The policy of the house, `same-origin`, says nothing to other sites. « no-referrer » would say nothing to ours
    either, and the browser would then post the name with the origin « null », which the CSRF check refuses.
    """
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
