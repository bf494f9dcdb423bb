"""Lists in which an answer's body holds the next page's URL."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .origin import same_origin
from .pages import Page, Pagination
from .records import value_at

if t.TYPE_CHECKING:
    from .framework import HTTPRequest


@dataclass(frozen=True, kw_only=True)
class NextUrls(Pagination):
    """The body links the next page; without a link it is the last."""

    path: tuple[str, ...]

    def write_token(self, request: HTTPRequest, token: str) -> None:
        """Ask for the link as it was given."""
        request.url = same_origin(token, request.url)
        request.params = {}

    def next(self, page: Page) -> str | None:
        """The link to the next page."""
        link = value_at(page.body, self.path)
        return same_origin(str(link), page.response.url) if link else None
