"""Entry point for the application server."""

import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cada_peers.settings")
application = get_wsgi_application()
# The first paper of the day waits for nobody: the printing process starts beside the server.
import_string("cada_peers.documents.printer.warm_up")()
