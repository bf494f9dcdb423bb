"""Lists in which the `Link` header holds the next page's URL (RFC 8288)."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .origin import same_origin
from .pages import Page, Pagination

if t.TYPE_CHECKING:
    from .framework import HTTPRequest


@dataclass(frozen=True, kw_only=True)
class LinkHeaders(Pagination):
    """The header links the next page; without a link it is the last."""

    rel: str = "next"

    def write_token(self, request: HTTPRequest, token: str) -> None:
        """Ask for the link as it was given."""
        request.url = same_origin(token, request.url)
        request.params = {}

    def next(self, page: Page) -> str | None:
        """The link to the next page."""
        link = page.response.links.get(self.rel, {}).get("url")
        return same_origin(link, page.response.url) if link else None
