"""A text column that is unreadable in the database, in its dumps and in its backups."""

from typing import Any

from django.db import models

from cada_peers.privacy.keys import notes_cipher


class EncryptedTextField(models.TextField):
    """Encrypted with the keys of `NOTES_KEY_FILE`. A wrong key raises `InvalidToken`; it never returns cipher text.

    It cannot be searched or compared in the database, and refuses to try.
    """

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        # A Fernet token carries the second of its writing in clear; an anonymous answer must not.
        return notes_cipher().encrypt_at_time(value.encode(), 0).decode() if value else value

    def from_db_value(self, value: str | None, *args: object) -> str | None:
        return notes_cipher().decrypt(value.encode()).decode() if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError(f"{self.name} is encrypted: it cannot be looked up by {lookup_name}.")
        return super().get_lookup(lookup_name)
