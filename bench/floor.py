"""The floor: a page with Django's usual middleware, one query and 25 rows, and nothing of ours."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cada_peers.settings")
application = get_wsgi_application()

from residents.models import Resident  # noqa: E402  (models are there once the application is)

ROWS = 25
PAGE = engines["django"].from_string(
    "<!doctype html><html lang='fr'><head><title>Floor</title></head><body><h1>Floor</h1><table>"
    "{% for row in rows %}<tr><td>{{ row.name }}</td><td>{{ row.family_name }}</td><td>{{ row.arrived_on }}</td></tr>"
    "{% endfor %}</table></body></html>"
)
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def floor(request: HttpRequest) -> HttpResponse:
    """25 rows of one table."""
    return HttpResponse(PAGE.render({"rows": Resident.objects.order_by("pk")[:ROWS]}, request))


urlpatterns = [path("", floor)]
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = MIDDLEWARE
application.load_middleware()
