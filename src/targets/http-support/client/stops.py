"""When a list ends."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .pages import PaginationError
from .records import value_at

if t.TYPE_CHECKING:
    from .pages import Page


class Stop(t.Protocol):
    """Tells whether there is a page after this one."""

    def pages(self, first: Page) -> int | None:
        """How many pages there are, if the first tells."""

    def more(self, page: Page, page_size: int | None) -> bool:
        """Whether there is more.

        Raises:
            PaginationError: If the answer doesn't tell what it should.
        """


@dataclass(frozen=True, slots=True)
class EmptyPage:
    """The first answer without records is the last."""

    def pages(self, first: Page) -> int | None:
        """That can't be told."""
        return None

    def more(self, page: Page, page_size: int | None) -> bool:
        """Whether there is more."""
        return len(page.records) > 0


@dataclass(frozen=True, slots=True)
class ShortPage:
    """An answer with fewer records than were asked for is the last."""

    def pages(self, first: Page) -> int | None:
        """That can't be told."""
        return None

    def more(self, page: Page, page_size: int | None) -> bool:
        """Whether there is more."""
        return len(page.records) > 0 and (
            page_size is None or len(page.records) >= page_size
        )


@dataclass(frozen=True, slots=True)
class NoCursor:
    """The answer without a next cursor is the last."""

    def pages(self, first: Page) -> int | None:
        """That can't be told."""
        return None

    def more(self, page: Page, page_size: int | None) -> bool:
        """Whether there is more, as far as anything but the cursor tells."""
        return True


@dataclass(frozen=True, slots=True)
class Flag:
    """A boolean in the body tells."""

    path: tuple[str, ...]
    go_on: bool = True

    def pages(self, first: Page) -> int | None:
        """That can't be told."""
        return None

    def more(self, page: Page, page_size: int | None) -> bool:
        """Whether there is more."""
        told = value_at(page.body, self.path)
        flag = ".".join(self.path)
        if told is None and page.records and not self.go_on:
            msg = f"the answer has no '{flag}' that tells whether it is the last"
            raise PaginationError(msg)
        if not isinstance(told, bool | None):
            msg = f"'{flag}' should be true or false, but is a {type(told).__name__}"
            raise PaginationError(msg)
        return told is self.go_on


@dataclass(frozen=True, slots=True)
class TotalItems:
    """The body tells how many records there are in all."""

    path: tuple[str, ...]

    def pages(self, first: Page) -> int | None:
        """How many pages there are, as long as each is like the first."""
        return _pages(_number(value_at(first.body, self.path), "total", first), first)

    def more(self, page: Page, page_size: int | None) -> bool:
        """Whether there is more."""
        total = _number(value_at(page.body, self.path), ".".join(self.path), page)
        return len(page.records) > 0 and page.seen < total


@dataclass(frozen=True, slots=True)
class TotalPages:
    """The body tells how many pages there are."""

    path: tuple[str, ...]

    def pages(self, first: Page) -> int | None:
        """How many pages there are."""
        return _number(value_at(first.body, self.path), ".".join(self.path), first)

    def more(self, page: Page, page_size: int | None) -> bool:
        """Whether there is more."""
        return page.number < _number(
            value_at(page.body, self.path), ".".join(self.path), page
        )


@dataclass(frozen=True, slots=True)
class TotalHeader:
    """A header tells how many records or pages there are in all."""

    name: str
    counts: t.Literal["items", "pages"] = "items"

    def pages(self, first: Page) -> int | None:
        """How many pages there are, as long as each is like the first."""
        total = _number(first.response.headers.get(self.name), self.name, first)
        return total if self.counts == "pages" else _pages(total, first)

    def more(self, page: Page, page_size: int | None) -> bool:
        """Whether there is more."""
        total = _number(page.response.headers.get(self.name), self.name, page)
        if self.counts == "pages":
            return page.number < total
        return len(page.records) > 0 and page.seen < total


def _pages(total: int, first: Page) -> int:
    return -(-total // len(first.records)) if first.records else 0


def _number(told: t.Any, place: str, page: Page) -> int:
    if isinstance(told, str) and told.strip().isdigit():
        return int(told)
    if isinstance(told, int) and not isinstance(told, bool):
        return told
    if not page.records:
        return 0
    msg = (
        f"the answer's '{place}' doesn't tell how much there is: {type(told).__name__}"
    )
    raise PaginationError(msg)
