"""What answers mean that aren't records. Messages hold no part of them."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass
from http import HTTPStatus

from .framework import (
    FatalAPIError,
    FatalSyncError,
    RetriableAPIError,
    SkippableAPIError,
)
from .records import value_at

if t.TYPE_CHECKING:
    from collections.abc import Iterable

    import requests

Action = t.Literal["retry", "rate-limited", "refresh-token", "skip", "empty", "fail"]


class RateLimitedError(RetriableAPIError):
    """The source asks to slow down."""


class TokenExpiredError(RetriableAPIError):
    """The source doesn't take the token any more."""


class MalformedAnswerError(RetriableAPIError):
    """The answer isn't what it should be, which may be an accident."""


class GivenUpError(FatalAPIError):
    """The source stayed out of order for longer than anybody waits."""


class NothingThereError(Exception):
    """The answer means that there are no records."""


class IncompleteSyncError(FatalSyncError):
    """Everything that could be read was read, but that wasn't all."""


@dataclass(frozen=True, slots=True)
class BodyHolds:
    """Text at a place in an answer's body."""

    path: tuple[str, ...]
    contains: str

    def matches(self, response: requests.Response) -> bool:
        """Whether it is there."""
        try:
            return self.contains in str(value_at(response.json(), self.path))
        except ValueError:
            return self.path == () and self.contains in response.text


@dataclass(frozen=True, slots=True)
class ErrorRule:
    """What some statuses mean."""

    statuses: tuple[int, ...]
    action: Action
    message: str | None = None
    body: BodyHolds | None = None

    def matches(self, response: requests.Response) -> bool:
        """Whether it speaks of this answer."""
        return response.status_code in self.statuses and (
            self.body is None or self.body.matches(response)
        )


#: Where the source's documents say nothing else.
USUAL = (
    ErrorRule((HTTPStatus.TOO_MANY_REQUESTS,), "rate-limited"),
    ErrorRule((HTTPStatus.UNAUTHORIZED,), "refresh-token"),
    ErrorRule((HTTPStatus.FORBIDDEN,), "skip"),
    ErrorRule(
        (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, *range(500, 600)), "retry"
    ),
)


def raise_for(
    response: requests.Response, rules: Iterable[ErrorRule], where: str
) -> None:
    """Raise what the answer means, if it is no success.

    Raises:
        RateLimitedError: If the source asks to wait.
        TokenExpiredError: If a new token may help.
        RetriableAPIError: If the same request may succeed later.
        SkippableAPIError: If this list can't be read, but others can.
        NothingThereError: If the answer stands for an empty list.
        FatalAPIError: If nothing helps.
    """
    rule = next((rule for rule in (*rules, *USUAL) if rule.matches(response)), None)
    if rule is None:
        if response.ok:
            return
        rule = ErrorRule((response.status_code,), "fail")
    msg = f"{response.status_code} {_reason(response)} for {where}"
    if rule.message:
        msg = f"{msg}: {rule.message}"
    match rule.action:
        case "rate-limited":
            raise RateLimitedError(msg, response)
        case "refresh-token":
            raise TokenExpiredError(msg, response)
        case "retry":
            raise RetriableAPIError(msg, response)
        case "skip":
            raise SkippableAPIError(msg)
        case "empty":
            raise NothingThereError(msg)
        case _:
            raise FatalAPIError(msg)


def _reason(response: requests.Response) -> str:
    try:
        return HTTPStatus(response.status_code).phrase
    except ValueError:
        return "Unknown Status"
