"""Named places in a request."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass
from urllib.parse import quote

from .framework import SkippableAPIError
from .values import as_text

if t.TYPE_CHECKING:
    from .framework import HTTPRequest


class Param(t.Protocol):
    """A place that takes one value."""

    @property
    def name(self) -> str:
        """As the source calls it."""

    def write(self, request: HTTPRequest, value: t.Any) -> None:
        """Put the value into the request."""


@dataclass(frozen=True, slots=True)
class Query:
    """A parameter of the URL's query."""

    name: str

    def write(self, request: HTTPRequest, value: t.Any) -> None:
        """Put the value into the request."""
        request.params[self.name] = as_text(value)


@dataclass(frozen=True, slots=True)
class Header:
    """A header."""

    name: str

    def write(self, request: HTTPRequest, value: t.Any) -> None:
        """Put the value into the request."""
        request.headers[self.name] = as_text(value)


@dataclass(frozen=True, slots=True)
class Path:
    """A placeholder of the path; its value is percent-encoded."""

    name: str

    def write(self, request: HTTPRequest, value: t.Any) -> None:
        """Put the value into the request.

        Raises:
            SkippableAPIError: If the value would lead to another resource.
        """
        text = as_text(value)
        if text.strip(".") == "":
            msg = f"the value {text!r} of '{self.name}' can't stand in a path"
            raise SkippableAPIError(msg)
        request.url = request.url.replace(f"{{{self.name}}}", quote(text, safe=""))


@dataclass(frozen=True, slots=True)
class Body:
    """A field of the body; dots separate levels."""

    name: str

    def write(self, request: HTTPRequest, value: t.Any) -> None:
        """Put the value into the request."""
        if request.data is None:
            request.data = {}
        place = t.cast("dict[str, t.Any]", request.data)
        *levels, last = self.name.split(".")
        for level in levels:
            place = place.setdefault(level, {})
        place[last] = value


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form."""

    name: str

    def write(self, request: HTTPRequest, value: t.Any) -> None:
        """Put the value into the request."""
        if request.data is None:
            request.data = {}
        t.cast("dict[str, t.Any]", request.data)[self.name] = as_text(value)
