"""Access tokens of OAuth 2.0."""

from __future__ import annotations

import logging
import typing as t

from requests.auth import HTTPBasicAuth
from typing_extensions import override

from .framework import FatalAPIError
from .renewable import Renewable, Token, ask

if t.TYPE_CHECKING:
    import requests

_logger = logging.getLogger(__name__)


class OAuthToken(Renewable):
    """Fetches tokens with one grant."""

    def __init__(
        self,
        *,
        token_url: str,
        form: dict[str, str],
        client: tuple[str, str] | None = None,
    ) -> None:
        """Know how to ask.

        Args:
            token_url: Where tokens are given out.
            form: What is sent, `grant_type` among it.
            client: Id and secret of a client that proves itself with basic auth.
        """
        super().__init__()
        self._token_url = token_url
        self._form = form
        self._client = client

    def form(self) -> dict[str, str]:
        """What is sent for the next token."""
        return self._form

    @override
    def fetch(self) -> Token:
        request: dict[str, t.Any] = {"data": self.form()}
        if self._client is not None:
            request["auth"] = HTTPBasicAuth(*self._client)
        response = ask(
            "the token endpoint",
            method="POST",
            url=self._token_url,
            headers={"Accept": "application/json"},
            **request,
        )
        answer = _answer(response)
        self._take_rotated(answer)
        lifetime = answer.get("expires_in")
        return Token(
            str(answer["access_token"]), None if lifetime is None else float(lifetime)
        )

    def _take_rotated(self, answer: dict[str, t.Any]) -> None:
        rotated = answer.get("refresh_token")
        if rotated and self._form.get("refresh_token") not in (None, rotated):
            self._form = {**self._form, "refresh_token": str(rotated)}
            _logger.warning(
                "The source gave a new refresh token, which holds for this run only; "
                "configure a new one if the next run is refused",
            )

    @override
    def put(self, request: requests.PreparedRequest, token: str) -> None:
        request.headers["Authorization"] = f"Bearer {token}"


def _answer(response: requests.Response) -> dict[str, t.Any]:
    try:
        answer = response.json()
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or not answer.get("access_token"):
        msg = "the token endpoint's answer holds no access token"
        raise FatalAPIError(msg)
    return answer
