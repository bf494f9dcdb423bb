"""Tokens as `HttpClient` renews them: when the source doesn't take one any more."""

from __future__ import annotations

import typing as t
from contextlib import contextmanager

from requests.auth import AuthBase

from .errors import GivenUpError
from .framework import CredentialError, FatalAPIError

if t.TYPE_CHECKING:
    from collections.abc import Iterator

    import requests


class Renews(t.Protocol):
    """Proves who asks with tokens that end."""

    @property
    def generation(self) -> int:
        """Counts the tokens."""

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        """Prove who asks."""

    def renew(self, generation: int) -> None:
        """Fetch new tokens in place of those of that generation."""


class Refreshable(AuthBase):
    """Hands a refused token's renewal on."""

    def __init__(self, proof: Renews) -> None:
        """Know what holds the token."""
        self._proof = proof

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        """Prove who asks."""
        with refusals_of_credentials():
            return self._proof(r)

    def refresh_and_set_access_token(self) -> None:
        """Fetch a new token; the request is then signed anew."""
        with refusals_of_credentials():
            self._proof.renew(self._proof.generation)


@contextmanager
def refusals_of_credentials() -> Iterator[None]:
    """Where tokens are given out, only credentials are refused.

    Raises:
        CredentialError: If they are.
        GivenUpError: If there was no answer at all.
    """
    try:
        yield
    except GivenUpError:
        raise
    except FatalAPIError as error:
        msg = f"{error}; the credentials were not accepted"
        raise CredentialError(msg) from None
