"""The source, played in this process as `source.json` says.

It notes what it shouldn't have been asked.
"""

from __future__ import annotations

import datetime
import json
import re
import typing as t
from dataclasses import dataclass
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

import requests
from requests.structures import CaseInsensitiveDict

from .played_auth import PlayedAuth, token_endpoints
from .played_list import PlayedList, RefusedError
from .played_request import PlayedRequest

if t.TYPE_CHECKING:
    from collections.abc import Callable

    from .fake_clock import FakeClock

Fault = t.Callable[[PlayedRequest], requests.Response | None]


@dataclass(frozen=True)
class Asked:
    """A request that came, and when."""

    stream: str | None
    url: str
    body: str
    at: float


class PlayedLists(dict[str, PlayedList]):
    """The streams by name, made when they are asked for: records take time."""

    def __init__(self, streams: list[dict[str, t.Any]]) -> None:
        """None is made yet."""
        super().__init__()
        self._facts = {facts["name"]: facts for facts in streams}

    def __missing__(self, name: str) -> PlayedList:
        """Make a stream, and those above it."""
        self[name] = PlayedList(self._facts[name], self)
        return self[name]


class PlayedSource:
    """Answers requests without a network."""

    def __init__(self, facts: dict[str, t.Any], clock: FakeClock) -> None:
        """Make every stream's records."""
        self.facts = facts
        self.clock = clock
        self.auth = PlayedAuth()
        self.asked: list[Asked] = []
        #: What a source would have refused; each test ends with none.
        self.complaints: list[str] = []
        self._faults: list[tuple[str | None, int, int, Fault]] = []
        self._counts: dict[int, int] = {}
        self.streams = PlayedLists(facts["streams"])

    def fault(
        self, make: Fault, *, stream: str | None = None, nth: int = 1, times: int = 1
    ) -> None:
        """Answer the nth matching request and those after it in another way."""
        self._faults.append((stream, nth, times, make))

    def send(self, request: requests.PreparedRequest) -> requests.Response:
        """What a request is answered."""
        asked = PlayedRequest(request)
        endpoint = self._token_endpoint(asked)
        if endpoint is not None:
            status, body, headers = self.auth.token_answer(endpoint, asked)
            return self.response(asked, status, body, headers)
        stream = self._stream(asked)
        self.asked.append(
            Asked(
                stream.name if stream else None,
                asked.url,
                json.dumps(asked.body),
                self.clock.monotonic(),
            )
        )
        if stream is None:
            return self._refuse(asked, 404, "leads nowhere")
        if not self.auth.allows(stream.facts["auth"], asked):
            return self.response(asked, 401, {"error": "who are you?"})
        faulty = self._faulty(stream.name, asked)
        if faulty is not None:
            return faulty
        strange = self._strange(stream, asked)
        if strange:
            return self._refuse(asked, 400, strange)
        try:
            answer = stream.answer(asked)
        except RefusedError as error:
            return self._refuse(asked, 400, str(error))
        return self.response(asked, 200, answer.body, answer.headers)

    def interrupt(self, stream: str, *, nth: int) -> None:
        """Stop the reading as if it were killed, in the middle of a list."""

        def killed(_: PlayedRequest) -> None:
            raise KeyboardInterrupt

        self.fault(killed, stream=stream, nth=nth)

    def rewrite(self, stream: str, change: Callable[[str], str]) -> None:
        """Change the text of a stream's answers, headers and all."""

        def changed(asked: PlayedRequest) -> requests.Response:
            clean = self.clean_response(asked)
            headers = {name: change(value) for name, value in clean.headers.items()}
            return self.response(asked, 200, change(clean.text).encode(), headers)

        self.fault(changed, stream=stream, times=10_000)

    def response(
        self,
        asked: PlayedRequest,
        status: int,
        body: t.Any,
        headers: dict[str, str] | None = None,
    ) -> requests.Response:
        """An answer with a JSON body."""
        made = requests.Response()
        made.status_code = status
        made.url = asked.url
        made._content = body if isinstance(body, bytes) else json.dumps(body).encode()
        made.headers = CaseInsensitiveDict(
            {
                "Content-Type": "application/json",
                "Date": format_datetime(self.clock.now(), usegmt=True),
                **(headers or {}),
            }
        )
        made.elapsed = datetime.timedelta()
        return made

    def clean_response(self, asked: PlayedRequest) -> requests.Response:
        """What a request would be answered without faults."""
        stream = self._stream(asked)
        if stream is None:
            msg = f"{asked.url} leads nowhere"
            raise AssertionError(msg)
        answer = stream.answer(asked)
        return self.response(asked, 200, answer.body, answer.headers)

    def _refuse(self, asked: PlayedRequest, status: int, why: str) -> requests.Response:
        self.complaints.append(f"{asked.method} {asked.url}: {why}")
        return self.response(asked, status, {"error": why})

    def _faulty(self, stream: str, asked: PlayedRequest) -> requests.Response | None:
        for number, (wanted, nth, times, make) in enumerate(self._faults):
            if wanted in (None, stream):
                count = self._counts[number] = self._counts.get(number, 0) + 1
                made = make(asked) if nth <= count < nth + times else None
                if made is not None:
                    return made
        return None

    def _token_endpoint(self, asked: PlayedRequest) -> dict[str, t.Any] | None:
        bare = _bare(asked.url)
        auths = [facts["auth"] for facts in self.facts["streams"]]
        found = (part for auth in auths for part in token_endpoints(auth))
        return next((part for part in found if _bare(part["url"]) == bare), None)

    def _stream(self, asked: PlayedRequest) -> PlayedList | None:
        fitting = [facts for facts in self.facts["streams"] if self._fits(facts, asked)]
        if not fitting:
            return None
        # A step that is written out before a placeholder; of two with one path, the one
        # whose constants were sent.
        facts = max(
            fitting, key=lambda one: (-one["path"].count("{"), len(one["query"]))
        )
        self._fits(facts, asked)
        return self.streams[facts["name"]]

    @staticmethod
    def _fits(facts: dict[str, t.Any], asked: PlayedRequest) -> bool:
        wanted = urlsplit(facts["baseUrl"] + facts["path"])
        if (asked.method, asked.parts.netloc) != (facts["method"], wanted.netloc):
            return False
        if any(
            asked.query.get(name) != value for name, value in facts["query"].items()
        ):
            return False
        found = _path_values(wanted.path, asked.parts.path)
        if found is None:
            return False
        asked.path_values = found
        return True

    @staticmethod
    def _strange(stream: PlayedList, asked: PlayedRequest) -> str | None:
        facts = stream.facts
        for name in asked.query:
            if name not in facts["declared"]:
                return f"the parameter '{name}' isn't documented"
        for name, value in facts["headers"].items():
            if asked.headers.get(name) != value:
                return f"the header '{name}' is {asked.headers.get(name)!r}"
        for link in facts["inputs"]:
            if asked.value(link["param"]) != link["value"]:
                return f"'{link['param']['name']}' is {asked.value(link['param'])!r}"
        body = facts.get("body")
        # Of an empty form nothing is sent at all.
        if body and not _within(body, asked.body):
            return "the body lacks what stays the same"
        return None


def _bare(url: str) -> str:
    return url.partition("?")[0].rstrip("/")


def _path_values(wanted: str, asked: str) -> dict[str, str] | None:
    """The values of a path's placeholders; `None` if it is another path."""
    steps, sent = wanted.split("/"), asked.split("/")
    if len(steps) != len(sent):
        return None
    values: dict[str, str] = {}
    for step, raw in zip(steps, sent, strict=True):
        names = re.findall(r"\{([^{}]+)\}", step)
        pattern = re.sub(r"\\\{[^{}]+\\\}", "(.+)", re.escape(step))
        found = re.fullmatch(pattern, unquote(raw), re.DOTALL)
        if found is None:
            return None
        values.update(zip(names, found.groups(), strict=True))
    return values


def _within(wanted: t.Any, held: t.Any) -> bool:
    if isinstance(wanted, dict) and isinstance(held, dict):
        return all(_within(value, held.get(name)) for name, value in wanted.items())
    return bool(wanted == held)


def status(
    source: PlayedSource, code: int, headers: Callable[[], dict[str, str]] | None = None
) -> Fault:
    """A fault: an answer with that status."""

    def make(asked: PlayedRequest) -> requests.Response:
        return source.response(
            asked, code, {"message": "no"}, headers() if headers else None
        )

    return make
