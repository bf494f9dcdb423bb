"""Pages of a list, and the one kind of list that has only one."""

from __future__ import annotations

import typing as t
from abc import ABC, abstractmethod
from dataclasses import dataclass

from .framework import FatalSyncError

if t.TYPE_CHECKING:
    import requests

    from .framework import HTTPRequest
    from .params import Param


class PaginationError(FatalSyncError):
    """The next page can't be told, and guessing could lose records in silence."""


@dataclass(slots=True)
class Page:
    """One answer, taken apart."""

    response: requests.Response
    body: t.Any
    records: list[dict[str, t.Any]]
    #: What was asked for, as the pagination gave it.
    token: t.Any = None
    #: 1 is the first.
    number: int = 1
    #: Records so far, this page's among them.
    seen: int = 0


@dataclass(frozen=True)
class Pagination(ABC):
    """How a list is spread over several answers."""

    size_param: Param | None = None
    page_size: int | None = None

    @property
    def first(self) -> t.Any:
        """What asks for the first page."""
        return None

    def write(self, request: HTTPRequest, token: t.Any) -> None:
        """Ask for the page that the token stands for."""
        if self.size_param is not None:
            self.size_param.write(request, self.page_size)
        if token is not None:
            self.write_token(request, token)

    @abstractmethod
    def write_token(self, request: HTTPRequest, token: t.Any) -> None:
        """Put the token into the request."""

    def rest(self, page: Page) -> list[t.Any]:
        """What asks for all pages after the first, where that can be told by it."""
        return []

    @abstractmethod
    def next(self, page: Page) -> t.Any | None:
        """What asks for the page after this one; `None` after the last.

        Raises:
            PaginationError: If that can't be told.
        """


@dataclass(frozen=True)
class SinglePage(Pagination):
    """One answer holds all records."""

    def write_token(self, request: HTTPRequest, token: t.Any) -> None:
        """There is none."""

    def next(self, page: Page) -> None:
        """There is none."""
