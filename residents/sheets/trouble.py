"""Why a file cannot be read, as a code: the process that reads has no words, `opening` has them."""

from enum import StrEnum


class Trouble(StrEnum):
    EMPTY = "empty"
    LOCKED = "locked"
    NOT_A_SHEET = "not_a_sheet"
    OLD_FORMAT = "old_format"
    DAMAGED = "damaged"
    TOO_HEAVY = "too_heavy"
    TOO_MANY_ROWS = "too_many_rows"
    FAR_AWAY = "far_away"
    LETTERS = "letters"
    QUOTES = "quotes"


class Unreadable(Exception):
    """The file is refused as a whole. `place`: the cell or the line where it shows, if there is one."""

    def __init__(self, trouble: Trouble, place: str = "") -> None:
        super().__init__(trouble.value)
        self.trouble, self.place = trouble, place
