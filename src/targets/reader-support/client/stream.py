"""What is declared of a stream."""

from __future__ import annotations

import dataclasses
import datetime
import typing as t
from dataclasses import dataclass

from .formats import DateTimes
from .pages import SinglePage

if t.TYPE_CHECKING:
    from collections.abc import Mapping

    from .authenticate import Auth
    from .cursor_filter import CursorFilter
    from .errors import ErrorRule
    from .formats import CursorFormat
    from .pages import Pagination
    from .params import Param
    from .parents import Parent

    MakeAuth = t.Callable[[Mapping[str, t.Any]], Auth]


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """What tells that a record is new."""

    field: tuple[str, ...]
    format: CursorFormat = dataclasses.field(default_factory=DateTimes)
    #: Without it every record is read, and the old ones are not loaded.
    filter: CursorFilter | None = None
    #: How far to reach back behind the state, for sources that fill in late.
    lookback: datetime.timedelta = datetime.timedelta()
    #: Whether the list begins with the newest, so that it needn't be read to its end.
    newest_first: bool = False
    #: Whether the list is known to begin with the oldest: disorder is an error then.
    oldest_first: bool = False


@dataclass(frozen=True, kw_only=True)
class Stream:
    """A list, and how it is read; what equals these defaults isn't repeated."""

    name: str
    path: str
    method: str = "GET"
    #: Where it differs from the source's.
    base_url: t.Any = None
    #: Query parameters and headers that stay the same or come from settings.
    query: Mapping[str, t.Any] = dataclasses.field(default_factory=dict)
    headers: Mapping[str, t.Any] = dataclasses.field(default_factory=dict)
    body: t.Any = None
    body_as_json: bool = True
    #: Parameters from settings that aren't in the query or a header by their own name.
    inputs: tuple[tuple[Param, t.Any], ...] = ()
    #: Without these settings it isn't offered.
    needs: tuple[str, ...] = ()
    #: Where the records are in an answer.
    records_path: tuple[str, ...] = ()
    pagination: Pagination = dataclasses.field(default_factory=SinglePage)
    primary_key: tuple[str, ...] = ()
    cursor: Cursor | None = None
    parents: tuple[Parent, ...] = ()
    #: The nearest streams above; records of the last drive it.
    above: tuple[str, ...] = ()
    #: Values from deeper in the record that are repeated at its top.
    lifted: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    #: What statuses mean; the first that matches counts.
    errors: tuple[ErrorRule, ...] = ()
    #: Where it asks for other credentials than the source's other streams.
    auth: MakeAuth | None = None
    #: Loaded unless others are asked for.
    selected: bool = True

    @property
    def write_disposition(self) -> t.Literal["merge", "append", "replace"]:
        """Merged by its key; without one, new records are added or all replaced."""
        if self.primary_key:
            return "merge"
        return "append" if self.cursor else "replace"
