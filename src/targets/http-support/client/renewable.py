"""Authenticators whose token is fetched, and fetched anew when it has ended."""

from __future__ import annotations

import threading
import typing as t
from abc import abstractmethod
from dataclasses import dataclass

import requests
from requests.auth import AuthBase

from . import clock
from .errors import raise_for
from .retry import Retries

#: A token is renewed so long before its end, in seconds, or when a tenth is left.
MARGIN = 30.0
TIMEOUT = 60.0


@dataclass(frozen=True, slots=True)
class Token:
    """What was fetched."""

    value: str
    #: Seconds; `None`: until the source refuses it.
    lifetime: float | None = None


class Renewable(AuthBase):
    """Holds a token for all of a connector's requests."""

    def __init__(self) -> None:
        """Start without a token."""
        self._lock = threading.RLock()
        self._token: str | None = None
        self._ends_at: float | None = None
        #: Counts the tokens, so that a token that was renewed meanwhile isn't again.
        self.generation = 0

    @abstractmethod
    def fetch(self) -> Token:
        """A new token."""

    @abstractmethod
    def put(self, request: requests.PreparedRequest, token: str) -> None:
        """Put the token into a request."""

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        """Prove who asks."""
        with self._lock:
            ended = self._ends_at is not None and clock.monotonic() >= self._ends_at
            if self._token is None or ended:
                self._renew()
            token = self._token or ""
        self.put(r, token)
        return r

    def renew(self, generation: int) -> None:
        """Fetch a new token in place of the one of that generation."""
        with self._lock:
            if generation == self.generation:
                self._renew()

    def _renew(self) -> None:
        token = self.fetch()
        self._token = token.value
        self._ends_at = (
            None
            if token.lifetime is None
            else clock.monotonic() + max(token.lifetime - MARGIN, token.lifetime * 0.9)
        )
        self.generation += 1


def ask(what: str, **request: t.Any) -> requests.Response:
    """An answer of an endpoint that gives tokens; messages hold nothing of it."""

    def attempt() -> requests.Response:
        response = requests.request(
            timeout=TIMEOUT, allow_redirects=False, **{"auth": _nobody, **request}
        )
        raise_for(response, (), what)
        return response

    return Retries().run(attempt, lambda *_: None)


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keeps credentials of this machine's `.netrc` out."""
    return request
