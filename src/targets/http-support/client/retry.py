"""Waiting before the next try: as long as the source says, else longer each time."""

from __future__ import annotations

import datetime
import threading
import typing as t
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

import requests

from . import clock
from .errors import GivenUpError, RateLimitedError, TokenExpiredError
from .framework import FatalAPIError, RetriableAPIError

if t.TYPE_CHECKING:
    from collections.abc import Callable

    from requests.structures import CaseInsensitiveDict

T = t.TypeVar("T")

#: Seconds after which a source that stays out of order is given up.
PATIENCE = 120.0
#: Seconds that a single wait without advice of the source takes at most.
LONGEST_WAIT = 60.0
#: Seconds that the source may ask to wait at most.
LONGEST_ADVICE = 3600.0

ResetUnit = t.Literal["seconds-left", "epoch-seconds", "epoch-milliseconds", "date"]


@dataclass(frozen=True, slots=True)
class RateHeaders:
    """Headers in which the source tells its limits."""

    retry_after: str = "Retry-After"
    remaining: str | None = None
    reset: str | None = None
    reset_unit: ResetUnit = "epoch-seconds"

    def advice(
        self, response: requests.Response | None, *, limited: bool = True
    ) -> float | None:
        """Seconds that the source asks to wait; `None` if it doesn't say.

        When a quota begins anew says nothing of other troubles.
        """
        if response is None:
            return None
        told = response.headers.get(self.retry_after)
        if told is not None:
            return _seconds(told, response.headers)
        return self._until_reset(response) if limited else None

    def exhausted(self, response: requests.Response) -> float | None:
        """Seconds until the next request is allowed, if this was the last for now."""
        if (
            self.remaining is None
            or response.headers.get(self.remaining, "").strip() != "0"
        ):
            return None
        return self._until_reset(response)

    def _until_reset(self, response: requests.Response) -> float | None:
        told = None if self.reset is None else response.headers.get(self.reset)
        if told is None:
            return None
        if self.reset_unit == "date":
            return _until(told, response.headers)
        try:
            value = float(told)
        except ValueError:
            return None
        if self.reset_unit == "seconds-left":
            return max(0.0, value)
        epoch = value / 1000 if self.reset_unit == "epoch-milliseconds" else value
        return max(0.0, epoch - _source_time(response.headers).timestamp())


def _seconds(told: str, headers: CaseInsensitiveDict[str]) -> float | None:
    try:
        return max(0.0, float(told))
    except ValueError:
        return _until(told, headers)


def _until(told: str, headers: CaseInsensitiveDict[str]) -> float | None:
    moment = _date(told)
    return (
        None
        if moment is None
        else max(0.0, (moment - _source_time(headers)).total_seconds())
    )


def _source_time(headers: CaseInsensitiveDict[str]) -> datetime.datetime:
    """The source's clock, as far as it shows it: its dates are told by that one."""
    return _date(headers.get("Date", "")) or clock.now()


def _date(told: str) -> datetime.datetime | None:
    for parse in (parsedate_to_datetime, datetime.datetime.fromisoformat):
        try:
            moment = parse(told)
        except (ValueError, TypeError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return None


@dataclass
class Retries:
    """Tries requests again; while the source wants it, all requests wait."""

    headers: RateHeaders = field(default_factory=RateHeaders)
    #: Seconds of the longest documented quota; without advice, waits outlast it.
    window: float = 60.0
    _free_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def pause(self, seconds: float) -> None:
        """Keep every request from now on waiting."""
        with self._lock:
            self._free_at = max(self._free_at, clock.monotonic() + seconds)

    def wait_until_free(self) -> None:
        """Wait while the source asks for it."""
        while (left := self._free_at - clock.monotonic()) > 0:
            clock.sleep(left)

    def run(self, attempt: Callable[[], T], warn: Callable[..., None]) -> T:
        """Try until it succeeds or patience ends.

        Raises:
            FatalAPIError: If the last try failed as well.
        """
        waited = 0.0
        tries = 0
        while True:
            self.wait_until_free()
            try:
                return attempt()
            except TokenExpiredError as error:
                # Those who can renew their token have done so before this gets here.
                raise FatalAPIError(str(error)) from None
            except (RetriableAPIError, requests.exceptions.RequestException) as error:
                failure = error
            tries += 1
            wait, given_up = self._wait(failure, tries, waited)
            told = _scrubbed(failure)
            if given_up:
                msg = f"{told}; given up after {tries} tries and {waited:.0f} seconds"
                raise GivenUpError(msg) from None
            warn("%s; trying again in %.1f seconds", told, wait)
            waited += wait
            if isinstance(failure, RateLimitedError):
                self.pause(wait)
            else:
                clock.sleep(wait)

    def _wait(
        self, failure: Exception, tries: int, waited: float
    ) -> tuple[float, bool]:
        response = failure.response if isinstance(failure, RetriableAPIError) else None
        limited = isinstance(failure, RateLimitedError)
        advice = self.headers.advice(response, limited=limited)
        if advice is not None:
            # A second more, since the source's seconds are whole ones.
            return advice + (
                1.0 if advice >= 1 else 0.1
            ), advice > LONGEST_ADVICE or waited > 2 * LONGEST_ADVICE
        patience = max(PATIENCE, 2 * self.window) if limited else PATIENCE
        wait = min(
            2.0 ** (tries - 1),
            max(LONGEST_WAIT, self.window) if limited else LONGEST_WAIT,
        )
        return wait, waited + wait > patience


def _scrubbed(failure: Exception) -> str:
    # The text of a `requests` error holds the URL, and that may hold a key.
    return (
        str(failure)
        if isinstance(failure, RetriableAPIError)
        else f"no answer ({type(failure).__name__})"
    )
