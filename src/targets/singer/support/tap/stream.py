"""Streams of a source that answers in JSON over HTTP."""

from __future__ import annotations

import copy
import decimal
import json
import re
import threading
import typing as t
from abc import ABC
from functools import cached_property

import msgspec
import requests
from singer_sdk.exceptions import (
    ConfigurationError,
    SkippableAPIError,
    SkippableSyncError,
)
from singer_sdk.helpers.conform import TypeConformanceLevel
from singer_sdk.mapper import SameRecordTransform
from singer_sdk.singerlib import RecordMessage
from singer_sdk.streams.rest import HTTPRequest, PageContext, RESTStream
from typing_extensions import override

from . import clock
from .authenticate import authenticate
from .drift import Drift
from .errors import (
    MalformedAnswerError,
    NothingThereError,
    TokenExpiredError,
    raise_for,
)
from .origin import OriginSession
from .pages import Page, Pagination, PaginationError, SinglePage
from .records import MissingPathError, records_at, value_at
from .retry import Retries
from .values import as_text, resolve

if t.TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from singer_sdk.helpers.types import Context, Record

    from .errors import ErrorRule
    from .params import Param
    from .tap import HttpTap

T = t.TypeVar("T")

_decoder = msgspec.json.Decoder(float_hook=decimal.Decimal)
_making = threading.Lock()
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class Gate(t.Protocol):
    """Holds requests back."""

    def wait(self) -> None:
        """Return when a request may be sent."""


class HttpStream(RESTStream[t.Any], ABC):
    """A list that is declared by its attributes; what equals these isn't repeated."""

    # Records come out as the source gave them: the SDK would drop fields, and turn
    # "false" into true.
    TYPE_CONFORMANCE_LEVEL = TypeConformanceLevel.NONE

    name: str
    #: Without these settings the tap doesn't offer the stream.
    needs_settings: t.ClassVar[tuple[str, ...]] = ()
    #: Where the records are in an answer.
    records_path: t.ClassVar[tuple[str, ...]] = ()
    pagination: t.ClassVar[Pagination] = SinglePage()
    #: Query parameters and headers that stay the same or come from settings.
    query: t.ClassVar[Mapping[str, t.Any]] = {}
    headers: t.ClassVar[Mapping[str, t.Any]] = {}
    #: Headers of all the source's streams.
    source_headers: t.ClassVar[Mapping[str, t.Any]] = {}
    body: t.ClassVar[t.Any] = None
    #: Parameters from settings that aren't in the query or a header by their own name.
    inputs: t.ClassVar[tuple[tuple[Param, t.Any], ...]] = ()
    #: What statuses mean; the first that matches counts.
    errors: t.ClassVar[tuple[ErrorRule, ...]] = ()
    #: Likewise, for all the source's streams.
    source_errors: t.ClassVar[tuple[ErrorRule, ...]] = ()
    retries: t.ClassVar[Retries] = Retries()
    limiter: t.ClassVar[Gate | None] = None

    # Requests

    @property
    @override
    def requests_session(self) -> requests.Session:
        """One session a thread."""
        sessions = self.__dict__.setdefault("_sessions", threading.local())
        if not hasattr(sessions, "session"):
            sessions.session = OriginSession(self.url_base)
        return t.cast("requests.Session", sessions.session)

    def parameters(self, context: Context | None) -> Iterator[tuple[Param, t.Any]]:
        """Each parameter that isn't a constant, with its value; `None` isn't sent."""
        for param, value in self.inputs:
            yield param, resolve(value, self.config)

    @override
    def get_http_request(self, *, page: PageContext[t.Any]) -> HTTPRequest:
        """The request for one page.

        Raises:
            ConfigurationError: If a part of the path has no value.
        """
        request = HTTPRequest(
            url=self.url_base + self.path,
            method=self.http_method,
            params=_sent(resolve(self.query, self.config)),
            headers=_sent(
                resolve({**self.source_headers, **self.headers}, self.config)
            ),
            data=self._constant_body(),
        )
        for param, value in self.parameters(page.stream_context):
            if value is not None:
                param.write(request, value)
        self.pagination.write(request, page.next_page_token)
        for name in _PLACEHOLDER.findall(self.path):
            if f"{{{name}}}" in request.url:
                msg = f"stream '{self.name}' needs a value for '{name}' in its path"
                raise ConfigurationError(msg)
        return request

    def _constant_body(self) -> t.Any:
        body = resolve(copy.deepcopy(self.body), self.config)
        return (
            _sent(body) if isinstance(body, dict) and not self.payload_as_json else body
        )

    def prepare(
        self, context: Context | None, token: t.Any
    ) -> requests.PreparedRequest:
        """The request for one page, without credentials."""
        page = PageContext(stream_context=context, next_page_token=token)
        request = self.get_http_request(page=page)
        payload = {"json" if self.payload_as_json else "data": request.data}
        headers = {"User-Agent": self.user_agent, "Accept": "application/json"}
        return self.requests_session.prepare_request(
            requests.Request(
                request.method,
                request.url,
                params=request.encode_params(),
                headers={**headers, **request.headers},
                **payload,
            ),
        )

    def send(
        self, prepared: requests.PreparedRequest, context: Context | None, token: t.Any
    ) -> Page:
        """One page, tried until it comes."""
        page = self.retries.run(
            lambda: self._send(prepared, context), self.logger.warning
        )
        page.token = token
        return page

    def fetch(self, context: Context | None, token: t.Any) -> Page:
        """One page."""
        return self.send(self.prepare(context, token), context, token)

    def _send(
        self, prepared: requests.PreparedRequest, context: Context | None
    ) -> Page:
        authenticator = t.cast("t.Any", self.authenticator)
        generation = getattr(authenticator, "generation", None)
        response = self._answer(prepared)
        try:
            self.validate_response(response)
        except TokenExpiredError:
            if generation is None:
                raise
            # The first answer may have needed the first token.
            authenticator.renew(generation or authenticator.generation)
            response = self._answer(prepared)
            self.validate_response(response)
        self._write_request_duration_log(self.path, response, context, None)
        body = self.decode(response)
        return Page(response, body, self.records_of(body))

    def _answer(self, prepared: requests.PreparedRequest) -> requests.Response:
        if self.limiter is not None:
            self.limiter.wait()
        request = prepared.copy()
        authenticate(self.authenticator, request)
        response = self.requests_session.send(request, timeout=self.timeout)
        free_in = self.retries.headers.exhausted(response)
        if free_in is not None:
            self.retries.pause(free_in)
        return response

    def once_a_tap(self, make: Callable[[Mapping[str, t.Any]], T]) -> T:
        """What all streams of a tap share, made when it is first needed."""
        made = t.cast("HttpTap", self._tap).shared
        with _making:
            if make not in made:
                made[make] = make(self.config)
        return t.cast("T", made[make])

    @override
    def validate_response(self, response: requests.Response) -> None:
        """Raise what an answer that is no success means."""
        rules = (*self.errors, *self.source_errors)
        raise_for(response, rules, f"{self.http_method} {self.path}")

    # Records

    def decode(self, response: requests.Response) -> t.Any:
        """The answer's JSON; numbers keep all their digits.

        Raises:
            MalformedAnswerError: If it is no JSON.
        """
        try:
            return _decoder.decode(response.content)
        except (msgspec.DecodeError, UnicodeDecodeError):
            # Not all that Python reads is JSON to the letter.
            try:
                return json.loads(response.text, parse_float=decimal.Decimal)
            except ValueError:
                msg = f"the answer for {self.http_method} {self.path} is no JSON"
                raise MalformedAnswerError(msg, response) from None

    def records_of(self, body: t.Any) -> list[Record]:
        """The records of an answer.

        Raises:
            MalformedAnswerError: If it holds something else instead of them.
            SkippableAPIError: If they are no objects, which Singer's records are.
        """
        try:
            records = records_at(body, self.records_path)
        except MissingPathError as missing:
            if any(
                value_at(body, (name,)) for name in ("error", "errors")
            ) or not isinstance(body, dict):
                msg = f"the answer for {self.http_method} {self.path} has no {missing}"
                raise MalformedAnswerError(msg) from None
            self.logger.warning(
                "The answer has no '%s'; taken for an empty list", missing
            )
            return []
        if not all(isinstance(record, dict) for record in records):
            msg = f"{self.http_method} {self.path} gave records that are no objects"
            raise SkippableAPIError(msg)
        return records

    @override
    def request_records(self, context: Context | None) -> Iterable[Record]:
        """The records of every page."""
        drift = self.__dict__.setdefault("_drift", Drift(self.schema, self._tell_drift))
        try:
            for page in self.read_pages(context):
                self.open_page(page, context)
                for record in page.records:
                    drift.watch(record)
                    if self.keep(record, context):
                        yield record
        except NothingThereError as nothing:
            self.logger.info("No records: %s", nothing)
        except SkippableSyncError as error:
            self.leave_out(error)

    def open_page(self, page: Page, context: Context | None) -> None:
        """Called before a page's records are given out."""

    def will_read(self, lists: Iterable[tuple[HttpStream, Context]]) -> None:
        """Called with the children's lists that are read next."""

    def reads(self, child: HttpStream, context: Context) -> None:
        """Called before a child's list is read."""

    def keep(self, record: Record, context: Context | None) -> bool:
        """Whether a record that was read is given out."""
        return True

    def read_pages(self, context: Context | None) -> Iterator[Page]:
        """Every page of the list, in order.

        Raises:
            PaginationError: If the source would send round in circles.
        """
        token = self.pagination.first
        asked = {repr(token)}
        number = seen = 0
        with self.get_http_request_counter() as counter:
            counter.with_context(dict(context) if context else None)
            while True:
                page = self.fetch(context, token)
                counter.increment()
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

    @cached_property
    def _as_it_is(self) -> bool:
        """Whether no field is deselected, and no map or flattening is configured."""
        only = self.stream_maps[0] if len(self.stream_maps) == 1 else None
        same = type(only) is SameRecordTransform and not only.flattening_enabled
        return same and all(self.mask.values())

    @override
    def _write_record_message(self, record: Record) -> None:
        """Take the short way where nothing is to be done to a record."""
        if not self._as_it_is:
            super()._write_record_message(record)
            return
        self._tap.write_message(
            RecordMessage(
                stream=self.name,
                record=record,
                version=self._stream_version,
                time_extracted=clock.now(),
            )
        )
        self.state_manager.is_flushed = False

    def leave_out(self, error: SkippableSyncError) -> None:
        """Go on without the rest of this list, and make the tap fail at its end.

        Raises:
            SkippableSyncError: In a connection test, which is to tell at once.
        """
        if self.ABORT_AT_RECORD_COUNT is not None:
            raise error
        self.logger.error("Left out: %s", error)
        t.cast("HttpTap", self._tap).problems.append(f"{self.name}: {error}")

    @override
    def _process_record(
        self,
        record: Record,
        child_context: Context | None = None,
        partition_context: Context | None = None,
    ) -> None:
        """Nothing: children are read with the pages, and no field is added."""

    def _tell_drift(self, field: str) -> None:
        self.logger.warning(
            "The field '%s' isn't in the schema; it is passed on as it is", field
        )


def _sent(values: dict[str, t.Any]) -> dict[str, t.Any]:
    return {name: as_text(value) for name, value in values.items() if value is not None}
