"""Lists that are asked for by the number of records before the page."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .pages import Page, Pagination

if t.TYPE_CHECKING:
    from .framework import HTTPRequest
    from .params import Param
    from .stops import Stop


@dataclass(frozen=True, kw_only=True)
class Offsets(Pagination):
    """Records from the start, then from behind those that came."""

    offset_param: Param
    stop: Stop
    first_offset: int = 0

    @property
    def first(self) -> int:
        """Where counting starts."""
        return self.first_offset

    def write_token(self, request: HTTPRequest, token: int) -> None:
        """Put the offset into the request."""
        self.offset_param.write(request, token)

    def rest(self, page: Page) -> list[int]:
        """The offsets of all pages after the first."""
        count = self.stop.pages(page) or 0
        step = len(page.records)
        return [self.first_offset + step * number for number in range(1, count)]

    def next(self, page: Page) -> int | None:
        """The offset behind this page; a page that is shorter moves it by less."""
        return (
            page.token + len(page.records)
            if self.stop.more(page, self.page_size)
            else None
        )
