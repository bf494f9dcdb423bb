"""Streams of a source that answers in JSON over HTTP."""

from __future__ import annotations

import copy
import json
import re
import typing as t
from abc import ABC
from functools import cache, cached_property
from importlib.resources import files

from airbyte_cdk.models import SyncMode
from airbyte_cdk.sources.streams import Stream
from airbyte_cdk.sources.streams.core import package_name_from_class
from airbyte_cdk.sources.streams.http import HttpClient
from airbyte_cdk.sources.types import StreamSlice
from typing_extensions import override

from .answers import Answers
from .authenticate import nobody
from .budget import Budget, Session
from .drift import Drift
from .errors import (
    IncompleteSyncError,
    MalformedAnswerError,
    NothingThereError,
    TokenExpiredError,
)
from .framework import (
    CredentialError,
    FatalSyncError,
    HTTPRequest,
    SkippableAPIError,
    SkippableSyncError,
)
from .pages import Page, Pagination, PaginationError, SinglePage
from .records import MissingPathError, records_at, value_at
from .refreshable import Refreshable
from .retry import Retries
from .values import as_text, resolve

if t.TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
    from logging import Logger

    from airbyte_cdk.models import AirbyteMessage, ConfiguredAirbyteStream
    from airbyte_cdk.sources.connector_state_manager import ConnectorStateManager
    from airbyte_cdk.sources.streams.core import StreamData
    from airbyte_cdk.sources.utils.schema_helpers import InternalConfig
    from airbyte_cdk.sources.utils.slice_logger import SliceLogger
    from requests.auth import AuthBase

    from .budget import Gate
    from .errors import ErrorRule
    from .params import Param
    from .parents import Parent

T = t.TypeVar("T")
Config = t.Mapping[str, t.Any]
Record = dict[str, t.Any]
#: What the records that lead to a list give, by the parents' keys.
Values = dict[str, t.Any]

#: The state of a stream that can't be read incrementally.
NO_CURSOR: dict[str, t.Any] = {"__ab_no_cursor_state_message": True}
WHOLE = StreamSlice(partition={}, cursor_slice={})
#: Seconds until an answer must have begun.
TIMEOUT = 300
#: What leads to other streams is held for all of them, unless it is more than that.
MOST_HELD = 200_000
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class ApiStream(Stream, ABC):
    """A list that is declared by its attributes; what equals these isn't repeated."""

    name: str
    primary_key: str | list[str] | list[list[str]] | None = None
    #: The file of its schema, if that isn't called as the stream is.
    schema_file: t.ClassVar[str | None] = None
    #: Without these settings the source doesn't offer the stream.
    needs_settings: t.ClassVar[tuple[str, ...]] = ()
    url_base: t.ClassVar[t.Any]
    path: t.ClassVar[str]
    http_method: t.ClassVar[str] = "GET"
    #: Where the records are in an answer.
    records_path: t.ClassVar[tuple[str, ...]] = ()
    #: Fields at a record's top, and where deeper in it their values are.
    lifted: t.ClassVar[Mapping[str, tuple[str, ...]]] = {}
    pagination: t.ClassVar[Pagination] = SinglePage()
    #: Query parameters and headers that stay the same or come from settings.
    query: t.ClassVar[Mapping[str, t.Any]] = {}
    headers: t.ClassVar[Mapping[str, t.Any]] = {}
    #: Headers of all the source's streams.
    source_headers: t.ClassVar[Mapping[str, t.Any]] = {}
    body: t.ClassVar[t.Any] = None
    #: Whether the body is JSON and not a form.
    sends_json: t.ClassVar[bool] = True
    #: Parameters from settings that aren't in the query or a header by their own name.
    inputs: t.ClassVar[tuple[tuple[Param, t.Any], ...]] = ()
    #: What statuses mean; the first that matches counts.
    errors: t.ClassVar[tuple[ErrorRule, ...]] = ()
    #: Likewise, for all the source's streams.
    source_errors: t.ClassVar[tuple[ErrorRule, ...]] = ()
    retries: t.ClassVar[Retries] = Retries()
    limiter: t.ClassVar[Gate | None] = None
    #: Makes what proves who asks; streams that name the same share what it made.
    authenticator: t.ClassVar[staticmethod[[Config], AuthBase | None]] = staticmethod(
        nobody
    )

    def __init__(self, config: Config, shared: dict[t.Any, t.Any]) -> None:
        """Know the settings, and what all streams of a source share."""
        super().__init__()
        self.config = config
        self._shared = shared
        #: What of its records leads to other streams; see `lineage`.
        self.gives: tuple[Parent, ...] = ()
        #: Whether a stream that is read needs its records.
        self.is_read_below = False
        #: What couldn't be read, one line each.
        self.problems: list[str] = []
        #: What its records gave, once all of them were read.
        self._held: list[Values] | None = None
        #: Likewise, while the stream itself is read.
        self._gathered: list[Values] | None = None
        self._indexes: dict[tuple[str, ...], dict[str, list[Values]]] = {}

    # What it says of itself

    @cache  # noqa: B019
    @override
    def get_json_schema(self) -> Mapping[str, t.Any]:
        """As the file has it, whatever its fields are called."""
        package = files(package_name_from_class(type(self)))
        file = package / "schemas" / f"{self.schema_file or self.name}.json"
        return t.cast("Mapping[str, t.Any]", json.loads(file.read_text("utf-8")))

    # Requests

    def once_a_source(self, make: Callable[[Config], T]) -> T:
        """What several streams share, made when it is first needed."""
        if make not in self._shared:
            self._shared[make] = make(self.config)
        return t.cast("T", self._shared[make])

    @cached_property
    def client(self) -> HttpClient:
        """Sends requests; streams with the same authenticator share the session."""
        authenticator = self.once_a_source(self.authenticator)
        session = (Session, self.authenticator)
        if session not in self._shared:
            budget = Budget(self.limiter, self.retries)
            self._shared[session] = Session(budget, self.base_url)
        return HttpClient(
            self.name,
            self.logger,
            error_handler=self.answers,
            backoff_strategy=self.answers,
            session=self._shared[session],
            authenticator=authenticator,
            request_timeout=TIMEOUT,
        )

    @cached_property
    def answers(self) -> Answers:
        """What answers mean."""
        return Answers(
            f"{self.http_method} {self.path}",
            (*self.errors, *self.source_errors),
            self.retries,
            renews=isinstance(self.once_a_source(self.authenticator), Refreshable),
        )

    @cached_property
    def base_url(self) -> str:
        """Where the source is."""
        return str(resolve(self.url_base, self.config))

    def parameters(self, slice_: StreamSlice) -> Iterator[tuple[Param, t.Any]]:
        """Each parameter that isn't a constant, with its value; `None` isn't sent."""
        for param, value in self.inputs:
            yield param, resolve(value, self.config)

    def request(self, slice_: StreamSlice, token: t.Any, since: t.Any) -> HTTPRequest:
        """The request for one page.

        Raises:
            FatalSyncError: If a part of the path has no value.
        """
        request = HTTPRequest(
            self.http_method,
            self.base_url + self.path,
            params=_sent(resolve(self.query, self.config)),
            headers={
                "Accept": "application/json",
                **_sent(resolve({**self.source_headers, **self.headers}, self.config)),
            },
            data=self._constant_body(),
        )
        for param, value in (*self.parameters(slice_), *self.window(since)):
            if value is not None:
                param.write(request, value)
        self.pagination.write(request, token)
        for name in _PLACEHOLDER.findall(self.path):
            if f"{{{name}}}" in request.url:
                msg = f"stream '{self.name}' needs a value for '{name}' in its path"
                raise FatalSyncError(msg)
        return request

    def window(self, since: t.Any) -> Iterator[tuple[Param, t.Any]]:
        """The parameters that ask for records from a cursor on: none."""
        yield from ()

    def _constant_body(self) -> t.Any:
        body = resolve(copy.deepcopy(self.body), self.config)
        return _sent(body) if isinstance(body, dict) and not self.sends_json else body

    def fetch(self, slice_: StreamSlice, token: t.Any, since: t.Any) -> Page:
        """One page.

        Raises:
            CredentialError: If the source doesn't know who asks.
        """
        request = self.request(slice_, token, since)
        _, response = self.client.send_request(
            request.method,
            request.url,
            request_kwargs={},
            params=request.params,
            **_payload(request, as_json=self.sends_json),
        )
        try:
            body = self.answers.body_of(response)
        except TokenExpiredError as error:
            msg = f"{error}; the credentials were not accepted"
            raise CredentialError(msg) from None
        return Page(response, body, self.records_of(body), token)

    # Records

    def records_of(self, body: t.Any) -> list[Record]:
        """The records of an answer.

        Raises:
            MalformedAnswerError: If it holds something else instead of them.
            SkippableAPIError: If they are no objects, which Airbyte's records are.
        """
        where = f"{self.http_method} {self.path}"
        try:
            records = records_at(body, self.records_path)
        except MissingPathError as missing:
            if not isinstance(body, dict) or body.get("error") or body.get("errors"):
                msg = f"the answer for {where} has no {missing}"
                raise MalformedAnswerError(msg) from None
            self.logger.warning(
                "The answer has no '%s'; taken for an empty list", missing
            )
            return []
        if not all(isinstance(record, dict) for record in records):
            msg = f"{where} gave records that are no objects"
            raise SkippableAPIError(msg)
        for record in records:
            for name, path in self.lifted.items():
                # What isn't there is no field, not an empty one.
                value = value_at(record, path)
                if value is not None:
                    record[name] = value
        return records

    def pages(self, slice_: StreamSlice, since: t.Any = None) -> Iterator[Page]:
        """Every page of a list, in order.

        Raises:
            PaginationError: If the source would send round in circles.
        """
        token = self.pagination.first
        asked = {repr(token)}
        number = seen = 0
        while True:
            page = self.fetch(slice_, token, since)
            number += 1
            seen += len(page.records)
            page.number, page.seen = number, seen
            yield page
            token = self.pagination.next(page)
            if token is None:
                return
            if repr(token) in asked:
                msg = f"'{self.name}' goes round in circles: a page came up twice"
                raise PaginationError(msg)
            asked.add(repr(token))

    def lists(self) -> Iterator[StreamSlice]:
        """What the stream is read in: one list, or one for each parent."""
        yield WHOLE

    @override
    def stream_slices(self, **_: t.Any) -> Iterable[StreamSlice]:
        return self.lists()

    def start(self, slice_: StreamSlice, sync_mode: SyncMode) -> t.Any:
        """From which cursor on records are wanted; `None`: all of them."""
        return None

    def configured_start(self) -> t.Any:
        """Likewise, whatever was read before."""
        return None

    def is_whole(self, since: t.Any) -> bool:
        """Whether a list that is asked for from there on holds all that leads on."""
        return True

    def keep(self, record: Record, since: t.Any) -> bool:
        """Whether a record that was read is given out."""
        return True

    def close_list(self, slice_: StreamSlice) -> None:
        """Called when a list was read to its end."""

    @override
    def read_records(
        self,
        sync_mode: SyncMode,
        cursor_field: list[str] | None = None,
        stream_slice: Mapping[str, t.Any] | None = None,
        stream_state: Mapping[str, t.Any] | None = None,
    ) -> Iterable[StreamData]:
        """The records of one list."""
        slice_ = t.cast("StreamSlice", stream_slice or WHOLE)
        since = self.start(slice_, sync_mode)
        if not self.is_whole(since):
            self._gathered = None
        try:
            for page in self.pages(slice_, since):
                for record in page.records:
                    self._drift.watch(record)
                    if self._gathered is not None:
                        self._gathered.append(self._trail(record, slice_))
                    if self.keep(record, since):
                        yield record
        except NothingThereError as nothing:
            self.logger.info("No records: %s", nothing)
        except SkippableSyncError as error:
            self.leave_out(error)
            return
        self.close_list(slice_)

    def leave_out(self, error: SkippableSyncError) -> None:
        """Go on without the rest of this list, and have the stream fail at its end."""
        self.logger.error("Left out: %s", error)
        self.problems.append(str(error))

    @override
    def read(
        self,
        configured_stream: ConfiguredAirbyteStream,
        logger: Logger,
        slice_logger: SliceLogger,
        stream_state: MutableMapping[str, t.Any],
        state_manager: ConnectorStateManager | None,
        internal_config: InternalConfig,
    ) -> Iterable[StreamData]:
        """Every list, with the state after each.

        Raises:
            IncompleteSyncError: If any of them was left out, in whole or in part.
        """
        sync_mode = configured_stream.sync_mode
        self.configured_json_schema = configured_stream.stream.json_schema
        self._gathered = [] if self.is_read_below else None
        count = 0
        for slice_ in self.lists():
            if slice_logger.should_log_slice_message(logger):
                yield slice_logger.create_slice_log_message(slice_)
            for record in self.read_records(sync_mode, stream_slice=slice_):
                yield record
                count += 1
                if internal_config.is_limit_reached(count):
                    return
                if self.is_checkpoint(count, slice_):
                    yield from self.checkpoint(state_manager)
            yield from self.checkpoint(state_manager)
        yield from self.checkpoint(state_manager, at_end=True)
        if not self.problems:
            self._hold(self._gathered)
        else:
            msg = f"not all of '{self.name}' could be read: {'; '.join(self.problems)}"
            raise IncompleteSyncError(msg)

    def is_checkpoint(self, count: int, slice_: StreamSlice) -> bool:
        """Whether the state may be told in the middle of a list."""
        return False

    def checkpoint(
        self,
        state_manager: ConnectorStateManager | None,
        *,
        at_end: bool = False,
    ) -> Iterator[AirbyteMessage]:
        """The state, where it is time to tell it."""
        if at_end and state_manager is not None:
            yield self._checkpoint_state(NO_CURSOR, state_manager)

    @cached_property
    def _drift(self) -> Drift:
        return Drift(self.get_json_schema(), self._tell_drift)

    def _tell_drift(self, field: str) -> None:
        self.logger.warning(
            "The field '%s' isn't in the schema; it is passed on as it is", field
        )

    # What leads to other streams

    def trails(self) -> Iterator[Values]:
        """For each record, what it and the records above it give to streams below."""
        if self._held is not None:
            yield from self._held
            return
        found: list[Values] = []
        told = len(self.problems)
        since = self.configured_start()
        for slice_ in self.lists():
            try:
                for page in self.pages(slice_, since):
                    for record in page.records:
                        trail = self._trail(record, slice_)
                        found.append(trail)
                        yield trail
            except NothingThereError:
                continue
            except SkippableSyncError as error:
                self.leave_out(error)
        if len(self.problems) == told:
            self._hold(found)

    def _hold(self, found: list[Values] | None) -> None:
        """Keep what was found for further streams below, unless it is too much."""
        if found is not None and len(found) <= MOST_HELD:
            self._held = found

    def trails_with(self, known: Values) -> list[Values]:
        """Those that fit to what is known."""
        shared = tuple(sorted(known.keys() & self.trail_keys))
        if shared not in self._indexes:
            index: dict[str, list[Values]] = {}
            for trail in self.trails():
                index.setdefault(_key(trail, shared), []).append(trail)
            self._indexes[shared] = index
        return self._indexes[shared].get(_key(known, shared), [])

    @property
    def trail_keys(self) -> set[str]:
        """What its trails hold."""
        return {link.key for link in self.gives}

    def _trail(self, record: Record, slice_: StreamSlice) -> Values:
        own = {link.key: value_at(record, link.field) for link in self.gives}
        return {**slice_.partition, **slice_.extra_fields, **own}


def _key(values: Values, names: tuple[str, ...]) -> str:
    return repr([values[name] for name in names])


def _sent(values: dict[str, t.Any]) -> dict[str, t.Any]:
    return {name: as_text(value) for name, value in values.items() if value is not None}


def _payload(request: HTTPRequest, *, as_json: bool) -> dict[str, t.Any]:
    """Headers and body; the client would leave an empty JSON body out."""
    if request.data is None:
        return {"headers": request.headers}
    if not as_json:
        return {"headers": request.headers, "data": request.data}
    headers = {"Content-Type": "application/json", **request.headers}
    return {"headers": headers, "data": json.dumps(request.data)}
