"""Lists that page in a way that nobody has told us."""

from __future__ import annotations

import re
import typing as t
from dataclasses import dataclass

from .framework import SkippableSyncError
from .pages import Page, Pagination

if t.TYPE_CHECKING:
    from .framework import HTTPRequest

_MORE = re.compile(
    r"^(next|more|has_?(more|next)|next_?(page|cursor|token|link|url)\w*|has_?next_?page)$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"^(total|total_?(count|items|results|records|size))$", re.IGNORECASE
)
#: Usual sizes of a full page, where the source's own isn't known.
_FULL = frozenset(
    {
        10,
        15,
        20,
        25,
        30,
        40,
        50,
        60,
        75,
        80,
        100,
        150,
        200,
        250,
        300,
        500,
        1000,
        2000,
        5000,
        10000,
    }
)


class UnreadPagesError(SkippableSyncError):
    """There is, or may be, a next page, and nothing tells how to get it."""


@dataclass(frozen=True)
class UnknownPages(Pagination):
    """The first page is read; any sign that it isn't all is an error."""

    def write_token(self, request: HTTPRequest, token: t.Any) -> None:
        """There is none."""

    def next(self, page: Page) -> None:
        """There is none that could be asked for.

        Raises:
            UnreadPagesError: If the page may not be all.
        """
        sign = self._sign_of_more(page)
        if sign is not None:
            msg = f"only the first page was read, and {sign}: the paging isn't known"
            raise UnreadPagesError(msg)

    def _sign_of_more(self, page: Page) -> str | None:
        count = len(page.records)
        if "next" in page.response.links:
            return "its Link header names a next one"
        if self.page_size is not None and count >= self.page_size:
            return f"it is full ({count} records)"
        if self.page_size is None and count in _FULL:
            return f"it looks full ({count} records)"
        return _sign_in(page.body, count, depth=2)


def _sign_in(body: t.Any, count: int, depth: int) -> str | None:
    if not isinstance(body, dict) or depth == 0:
        return None
    for name, value in body.items():
        if _MORE.match(name) and value not in (None, False, "", "false", 0, {}, []):
            return f"its '{name}' says that there is more"
        if _TOTAL.match(name) and isinstance(value, int) and value > count:
            return f"its '{name}' is {value}, not {count}"
        found = _sign_in(value, count, depth - 1)
        if found is not None:
            return found
    return None
