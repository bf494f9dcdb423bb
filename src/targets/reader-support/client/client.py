"""Reads lists page by page."""

from __future__ import annotations

import copy
import json
import logging
import re
import threading
import typing as t

import requests

from .authenticate import authenticate
from .errors import MalformedAnswerError, TokenExpiredError, raise_for
from .framework import FatalAPIError, FatalSyncError, HTTPRequest, SkippableAPIError
from .origin import OriginSession
from .pages import Page, PaginationError
from .records import MissingPathError, records_at, value_at
from .values import as_text, resolve

if t.TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .authenticate import Auth
    from .params import Param
    from .source import Source
    from .stream import MakeAuth, Stream

_logger = logging.getLogger(__name__)
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
#: Seconds without a sign of life.
TIMEOUT = 300.0


class CredentialsRefusedError(FatalAPIError):
    """The source doesn't take the credentials; nothing else will be given either."""


class SettingMissingError(FatalSyncError):
    """A list needs a value that wasn't given."""


class Client:
    """Asks one source, with one set of settings."""

    def __init__(self, source: Source, settings: Mapping[str, t.Any]) -> None:
        """Nothing is asked for yet."""
        self.source = source
        self.settings = settings
        self._auths: dict[MakeAuth, Auth] = {}
        self._sessions: dict[str, requests.Session] = {}
        self._making = threading.Lock()

    def pages(
        self,
        stream: Stream,
        parameters: Iterable[tuple[Param, t.Any]],
    ) -> Iterator[Page]:
        """Every page of a list, in order.

        Raises:
            PaginationError: If the source would send round in circles.
        """
        given = list(parameters)
        token = stream.pagination.first
        asked = {repr(token)}
        number = seen = 0
        while True:
            page = self._fetch(stream, given, token)
            number += 1
            seen += len(page.records)
            page.number, page.seen = number, seen
            yield page
            token = stream.pagination.next(page)
            if token is None:
                return
            if repr(token) in asked:
                msg = f"'{stream.name}' goes round in circles: a page came up twice"
                raise PaginationError(msg)
            asked.add(repr(token))

    # Requests

    def _fetch(
        self, stream: Stream, given: list[tuple[Param, t.Any]], token: t.Any
    ) -> Page:
        prepared = self._prepare(stream, given, token)
        page = self.source.retries.run(
            lambda: self._send(stream, prepared), _logger.warning
        )
        page.token = token
        return page

    def _prepare(
        self, stream: Stream, given: list[tuple[Param, t.Any]], token: t.Any
    ) -> requests.PreparedRequest:
        base = self._base(stream)
        headers = {**self.source.headers, **stream.headers}
        body = resolve(copy.deepcopy(stream.body), self.settings)
        form = isinstance(body, dict) and not stream.body_as_json
        request = HTTPRequest(
            url=base + stream.path,
            method=stream.method,
            params=_sent(resolve(stream.query, self.settings)),
            headers=_sent(resolve(headers, self.settings)),
            data=_sent(body) if form else body,
        )
        inputs = [
            (param, resolve(held, self.settings)) for param, held in stream.inputs
        ]
        for param, value in (*inputs, *given):
            if value is not None:
                param.write(request, value)
        stream.pagination.write(request, token)
        for name in _PLACEHOLDER.findall(stream.path):
            if f"{{{name}}}" in request.url:
                msg = f"'{stream.name}' needs a value for '{name}' in its path"
                raise SettingMissingError(msg)
        payload = {"json" if stream.body_as_json else "data": request.data}
        return self._session(base).prepare_request(
            requests.Request(
                request.method,
                request.url,
                params=request.params,
                headers={"Accept": "application/json", **request.headers},
                **payload,
            )
        )

    def _base(self, stream: Stream) -> str:
        told = self.source.base_url if stream.base_url is None else stream.base_url
        base = resolve(told, self.settings)
        if base is None:
            msg = f"'{stream.name}' needs the settings that make its base URL"
            raise SettingMissingError(msg)
        return str(base)

    def _session(self, base: str) -> requests.Session:
        with self._making:
            if base not in self._sessions:
                self._sessions[base] = OriginSession(base)
            return self._sessions[base]

    def _auth(self, stream: Stream) -> Auth | None:
        make = self.source.auth if stream.auth is None else stream.auth
        if make is None:
            return None
        with self._making:
            if make not in self._auths:
                self._auths[make] = make(self.settings)
            return self._auths[make]

    def _send(self, stream: Stream, prepared: requests.PreparedRequest) -> Page:
        auth = self._auth(stream)
        generation = getattr(auth, "generation", None)
        response = self._answer(stream, prepared, auth)
        try:
            self._judge(stream, response)
        except TokenExpiredError as error:
            if generation is None:
                raise CredentialsRefusedError(str(error)) from None
            # The first answer may have needed the first token.
            renewable = t.cast("t.Any", auth)
            renewable.renew(generation or renewable.generation)
            response = self._answer(stream, prepared, auth)
            try:
                self._judge(stream, response)
            except TokenExpiredError as again:
                raise CredentialsRefusedError(str(again)) from None
        body = _decoded(stream, response)
        return Page(response, body, _records_of(stream, body))

    def _answer(
        self, stream: Stream, prepared: requests.PreparedRequest, auth: Auth | None
    ) -> requests.Response:
        if self.source.limiter is not None:
            self.source.limiter.wait()
        request = prepared.copy()
        if auth is not None:
            authenticate(auth, request)
        session = self._session(self._base(stream))
        response = session.send(request, timeout=TIMEOUT)
        retries = self.source.retries
        free_in = retries.headers.exhausted(response)
        if free_in is not None:
            retries.pause(free_in)
        return response

    def _judge(self, stream: Stream, response: requests.Response) -> None:
        rules = (*stream.errors, *self.source.errors)
        raise_for(response, rules, f"{stream.method} {stream.path}")


def _decoded(stream: Stream, response: requests.Response) -> t.Any:
    try:
        return json.loads(response.content)
    except ValueError:
        msg = f"the answer for {stream.method} {stream.path} is no JSON"
        raise MalformedAnswerError(msg, response) from None


def _records_of(stream: Stream, body: t.Any) -> list[dict[str, t.Any]]:
    where = f"{stream.method} {stream.path}"
    try:
        records = records_at(body, stream.records_path)
    except MissingPathError as missing:
        told = any(value_at(body, (name,)) for name in ("error", "errors"))
        if told or not isinstance(body, dict):
            msg = f"the answer for {where} has no {missing}"
            raise MalformedAnswerError(msg) from None
        _logger.warning("The answer has no '%s'; taken for an empty list", missing)
        return []
    if not all(isinstance(record, dict) for record in records):
        msg = f"{where} gave records that are no objects"
        raise SkippableAPIError(msg)
    for record in records:
        for name, path in stream.lifted.items():
            value = value_at(record, path)
            if value is not None:
                record[name] = value
    return records


def _sent(values: dict[str, t.Any]) -> dict[str, t.Any]:
    return {name: as_text(value) for name, value in values.items() if value is not None}
