"""A WSGI application that prints: test_print_alike.py gives it to gunicorn. It prints before it is forked."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import django
from django.conf import settings

from cada_peers.documents import printer

settings.configure(USE_I18N=False)
django.setup()
printer.print_pdf("<p>master</p>", title="t", language="fr")


def application(environ: dict[str, object], start_response: Callable[..., object]) -> Iterable[bytes]:
    pdf = printer.print_pdf("<p>Nour</p>", title="t", language="fr")
    press = printer._printer.press.process.pid
    start_response("200 OK", [("Content-Type", "application/pdf"), ("X-Press", str(press))])
    return [pdf]


if __name__ == "__main__":
    # No guard would save a printer that imports the main program again: this line would run twice.
    print(printer._printer.press.process.pid, flush=True)
    child = os.fork()
    pdf = printer.print_pdf("<p>Nour</p>", title="t", language="fr")
    print(printer._printer.press.process.pid, flush=True)
    folder = Path(os.environ["FOLDER"])
    (folder / ("parent.pdf" if child else "child.pdf")).write_bytes(pdf)
    if child:
        os.waitpid(child, 0)
