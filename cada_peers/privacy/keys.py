"""The keys of the encrypted notes, and keyed digests."""

import hashlib
import hmac
from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def _key_lines() -> list[str]:
    path = Path(settings.NOTES_KEY_FILE)
    if not path.exists() and not settings.PRODUCTION:
        _make_key_file(path)
    try:
        keys = [line.strip() for line in path.read_text().splitlines() if line.strip()]
    except FileNotFoundError as missing:
        raise ImproperlyConfigured(f"NOTES_KEY_FILE: there is no file {path}.") from missing
    if not keys:
        raise ImproperlyConfigured(f"NOTES_KEY_FILE: {path} holds no key.")
    return keys


def _make_key_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(Fernet.generate_key() + b"\n")


@cache
def notes_cipher() -> MultiFernet:
    """The cipher of private texts. The first key of the file writes, all of them read (so keys can be changed)."""
    return MultiFernet([Fernet(key) for key in _key_lines()])


@cache
def _digest_key() -> bytes:
    # The oldest key: a new one is added above it, so what was printed years ago can still be verified.
    return _key_lines()[-1].encode()


def keyed_digest(purpose: str, *parts: str) -> str:
    """A digest (64 hexadecimal characters) that only this installation can compute. `purpose` keeps uses apart."""
    message = "\x1f".join((purpose, *parts)).encode()
    return hmac.new(_digest_key(), message, hashlib.sha256).hexdigest()
