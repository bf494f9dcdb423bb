"""Lists in which an answer holds the key to the next."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from .pages import Page, Pagination, PaginationError
from .records import value_at
from .stops import EmptyPage, NoCursor

if t.TYPE_CHECKING:
    from .framework import HTTPRequest
    from .params import Param
    from .stops import Stop


class NextCursor(t.Protocol):
    """Where an answer holds the next page's cursor."""

    def read(self, page: Page) -> t.Any:
        """The cursor, or nothing."""


@dataclass(frozen=True, slots=True)
class InBody:
    """A field of the body."""

    path: tuple[str, ...]

    def read(self, page: Page) -> t.Any:
        """The cursor, or nothing."""
        return value_at(page.body, self.path)


@dataclass(frozen=True, slots=True)
class InHeader:
    """A header."""

    name: str

    def read(self, page: Page) -> t.Any:
        """The cursor, or nothing."""
        return page.response.headers.get(self.name)


@dataclass(frozen=True, slots=True)
class InLastRecord:
    """A field of the page's last record."""

    path: tuple[str, ...]

    def read(self, page: Page) -> t.Any:
        """The cursor, or nothing."""
        return value_at(page.records[-1], self.path) if page.records else None


@dataclass(frozen=True, kw_only=True)
class Cursors(Pagination):
    """The next page is asked for with the cursor that this one gave."""

    cursor_param: Param
    cursor: NextCursor
    stop: Stop = field(default_factory=NoCursor)

    def write_token(self, request: HTTPRequest, token: t.Any) -> None:
        """Put the cursor into the request."""
        self.cursor_param.write(request, token)

    def next(self, page: Page) -> t.Any | None:
        """The next cursor.

        Raises:
            PaginationError: If there is more, but no cursor to it.
        """
        if not self.stop.more(page, self.page_size):
            return None
        cursor = self.cursor.read(page)
        if cursor is not None and cursor != "":
            return cursor
        if isinstance(self.stop, (NoCursor, EmptyPage)) or not page.records:
            return None
        msg = "the answer says that there is more, but gives no cursor to it"
        raise PaginationError(msg)
