"""A request, as a source sees it."""

from __future__ import annotations

import json
import typing as t
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from .places import at

if t.TYPE_CHECKING:
    import requests

#: The query parameter of the links that the played source gives.
POSITION = "position"


class PlayedRequest:
    """Takes a prepared request apart."""

    def __init__(self, request: requests.PreparedRequest) -> None:
        """Read it."""
        self.method = request.method or ""
        self.url = request.url or ""
        self.headers = request.headers
        self.parts = urlsplit(self.url)
        self.query = dict(parse_qsl(self.parts.query, keep_blank_values=True))
        self.path_values: dict[str, str] = {}
        self.body = _body(request)

    @property
    def followed_link(self) -> bool:
        """Whether the request is for a link that the source gave."""
        return POSITION in self.query

    def value(self, param: dict[str, t.Any]) -> str | None:
        """The value of a parameter; `None` if it wasn't sent."""
        name = param["name"]
        match param["in"]:
            case "query":
                return self.query.get(name)
            case "header":
                return self.headers.get(name)
            case "path":
                return self.path_values.get(name)
            case _:
                held = at(self.body, name.split("."))
                held = held if held is not None else at(self.body, [name])
                return (
                    None
                    if held is None
                    else (held if isinstance(held, str) else json.dumps(held))
                )

    def link(self, position: str) -> str:
        """A link to another page of the same list."""
        query = {name: value for name, value in self.query.items() if name != POSITION}
        return urlunsplit(
            self.parts._replace(query=urlencode({**query, POSITION: position}))
        )

    def cookies(self) -> dict[str, str]:
        """What is in the Cookie header."""
        pairs = (
            part.strip().partition("=")
            for part in self.headers.get("Cookie", "").split(";")
        )
        return {name: value for name, _, value in pairs if name}


def _body(request: requests.PreparedRequest) -> t.Any:
    raw = request.body
    if not raw:
        return None
    content = raw if isinstance(raw, str) else raw.decode()
    if "json" in request.headers.get("Content-Type", ""):
        return json.loads(content)
    return dict(parse_qsl(content, keep_blank_values=True))
