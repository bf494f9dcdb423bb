"""Lists that are asked for by page number."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .pages import Page, Pagination

if t.TYPE_CHECKING:
    from .framework import HTTPRequest
    from .params import Param
    from .stops import Stop


@dataclass(frozen=True, kw_only=True)
class PageNumbers(Pagination):
    """First page, second page, and so on."""

    page_param: Param
    stop: Stop
    first_page: int = 1

    @property
    def first(self) -> int:
        """The first page's number."""
        return self.first_page

    def write_token(self, request: HTTPRequest, token: int) -> None:
        """Put the page's number into the request."""
        self.page_param.write(request, token)

    def rest(self, page: Page) -> list[int]:
        """The numbers of all pages after the first."""
        count = self.stop.pages(page) or 0
        return list(range(self.first_page + 1, self.first_page + count))

    def next(self, page: Page) -> int | None:
        """The next page's number."""
        return page.token + 1 if self.stop.more(page, self.page_size) else None
