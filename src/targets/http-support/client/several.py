"""Sources that want several proofs at once."""

from __future__ import annotations

import typing as t

from requests.auth import AuthBase

from .authenticate import authenticate
from .cookies import cookies_of
from .renewable import Renewable

if t.TYPE_CHECKING:
    import requests

    from .authenticate import Auth


class Several(AuthBase):
    """Every one of them together, on each request."""

    def __init__(self, *parts: Auth) -> None:
        """Know them."""
        self._parts = parts

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        """Prove who asks."""
        cookies: dict[str, str] = {}
        for part in self._parts:
            authenticate(part, r)
            # Some of them put their own in place of all others.
            cookies |= cookies_of(r.headers.get("Cookie"))
        if cookies:
            r.headers["Cookie"] = "; ".join(cookies.values())
        return r

    @property
    def _renewable(self) -> list[Renewable]:
        return [part for part in self._parts if isinstance(part, Renewable)]

    @property
    def generation(self) -> int:
        """Counts the tokens of all of them."""
        return sum(part.generation for part in self._renewable)

    def renew(self, generation: int) -> None:
        """Fetch new tokens, unless that was done since that generation."""
        if generation == self.generation:
            for part in self._renewable:
                part.renew(part.generation)
