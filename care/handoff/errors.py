"""What the desk refuses its staff, and why."""

from __future__ import annotations

from care.errors import CareError


class TakenAlready(CareError):
    """Somebody else has this case; `by_name` says who."""

    code = "taken"
    status = 409

    def __init__(self, by_name: str) -> None:
        super().__init__(f"{by_name} has this chat")
        self.by_name = by_name


class NotYours(CareError):
    """Only who has the case may do this, or a supervisor."""

    code = "not_yours"
    status = 403


class CaseOver(CareError):
    """The case was ended meanwhile; it can be opened again."""

    code = "over"
    status = 409


class NotIn(CareError):
    """A chat can be given only to somebody who is at the desk."""

    code = "not_in"
    status = 409
