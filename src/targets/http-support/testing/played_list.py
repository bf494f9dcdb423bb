"""One stream of the played source: its records, and how they are given out in pages."""

from __future__ import annotations

import copy
import datetime
import json
import math
import re
import typing as t
from dataclasses import dataclass, field

from . import moments
from .places import around, at, lift, put

if t.TYPE_CHECKING:
    from .played_request import PlayedRequest

#: Records of a list, and records of a page: three pages, the last not full.
COUNT = 5
PAGE = 2
#: Lists with records: what lies below each record of each record would be without end.
LISTS = 2

Record = dict[str, t.Any]
#: The parameters that name a list's parents.
Named = tuple[tuple[str, str], ...]
#: A record of each stream above.
Line = dict[str, Record]


class RefusedError(Exception):
    """The request isn't one that the source takes."""


@dataclass
class Answer:
    """What a list answers."""

    body: t.Any
    headers: dict[str, str] = field(default_factory=dict)


class PlayedList:
    """A stream, as `source.json` describes it."""

    def __init__(self, facts: dict[str, t.Any], parents: dict[str, PlayedList]) -> None:
        """Make the records of every parent."""
        self.facts = facts
        self.name: str = facts["name"]
        self.parents = parents
        #: Records by the parameters that name their parents.
        self.lists: dict[Named, list[Record]] = {}
        #: The parents' records that each list belongs to.
        self.lines: dict[Named, list[Line]] = {}
        self._made = 0
        made = facts["parents"] + facts.get("lifted", [])
        self._filled = {one.get("recordField") for one in made}
        # Nobody knows how to get the second page of some lists, so that they have none.
        count = 1 if facts["pagination"]["kind"] == "unknown" else COUNT
        for line in self._lines():
            named = self._named(line)
            self.lines.setdefault(named, []).append(line)
            if named not in self.lists:
                own = count if len(self.lists) < LISTS else 0
                self.lists[named] = []
                for _ in range(own):
                    self._add_record(named)

    # Records

    @property
    def pages(self) -> bool:
        """Whether a list has several."""
        return self.facts["pagination"]["kind"] not in {"none", "unknown"}

    @property
    def records(self) -> list[Record]:
        """The records of all lists."""
        return [record for held in self.lists.values() for record in held]

    def advance(self, count: int = 2) -> list[Record]:
        """New records in the first list, with cursors behind all others."""
        return [self._add_record(next(iter(self.lists))) for _ in range(count)]

    def _lines(self) -> list[Line]:
        """Every combination of parents' records that belong together."""
        found: list[Line] = [{}]
        for name in dict.fromkeys(link["stream"] for link in self.facts["parents"]):
            parent = self.parents[name]
            above = [
                {**line, name: record}
                for named, held in parent.lists.items()
                for line in parent.lines[named]
                for record in held
            ]
            found = [
                {**line, **more}
                for line in found
                for more in above
                if _agree(line, more)
            ]
        return found

    def _named(self, line: Line) -> Named:
        """The parameters that name a list."""
        links = self.facts["parents"]
        named = {
            link["param"]["name"]: text(at(line[link["stream"]], link["field"]))
            for link in links
        }
        return tuple(sorted(named.items()))

    def _add_record(self, named: Named) -> Record:
        """One more record at a list's end."""
        record: Record = copy.deepcopy(self.facts["example"])
        ordinal = self._made
        self._made += 1
        number = len(self.lists[named]) if self.facts["countsPerParent"] else ordinal
        for path in self.facts["unique"]:
            put(record, path, _like(at(record, path), number, self.name))
        # Of a key with two parts, neither alone tells two records apart.
        for path, part in zip(
            self.facts["paired"], (number // 2, number % 2), strict=False
        ):
            put(record, path, _like(at(record, path), part, self.name))
        if incremental := self.facts.get("incremental"):
            like = incremental["format"]
            put(
                record,
                incremental["cursorField"],
                _typed(
                    moments.written(ordinal, like, like),
                    at(record, incremental["cursorField"]),
                ),
            )
        line = self.lines[named][0]
        for link in self.facts["parents"]:
            if "recordField" in link:
                record[link["recordField"]] = at(line[link["stream"]], link["field"])
        lift(record, self.facts.get("lifted", []))
        self.lists[named].append(record)
        return record

    def _given(self, record: Record) -> Record:
        """A record without the fields that the connector fills in."""
        return {name: held for name, held in record.items() if name not in self._filled}

    def cursor_of(self, record: Record) -> float:
        """The step of a record's cursor."""
        form = self.facts["incremental"]["format"]
        return moments.asked(
            text(at(record, self.facts["incremental"]["cursorField"])), form, form
        )

    def come_late(self) -> list[Record]:
        """A record with the last one's cursor; none where each cursor is its own."""
        incremental = self.facts["incremental"]
        if incremental["format"]["kind"] == "integer":
            return []
        named, held = next(iter(self.lists.items()))
        cursor = at(held[-1], incremental["cursorField"])
        late = self._add_record(named)
        put(late, incremental["cursorField"], cursor)
        lift(late, self.facts.get("lifted", []))
        return [late]

    def within_reach(self, boundary: set[float]) -> set[str]:
        """Old records that the lookback, or a filter by days, brings again."""
        incremental = self.facts["incremental"]
        wanted = incremental.get("request")
        daily = moments.is_daily(incremental["format"])
        coarse = wanted is not None and moments.is_daily(wanted["format"]) and not daily
        reach = incremental.get("lookback", 0) / (86400 if daily else 60) + (
            1440 if coarse else 0
        )
        return {
            json.dumps(record, sort_keys=True)
            for record in self.records
            if any(self.cursor_of(record) >= end - reach for end in boundary)
        }

    # Requests

    def answer(self, request: PlayedRequest) -> Answer:
        """One page.

        Raises:
            RefusedError: If the request isn't right.
        """
        named = self._asked(request)
        if named not in self.lists:
            msg = f"no parent is called {dict(named)}"
            raise RefusedError(msg)
        held = [record for record in self.lists[named] if self._wanted(record, request)]
        if self.facts.get("incremental", {"order": "asc"}).get("order") != "asc":
            # Where no order is promised, it is the worst: the newest come first.
            held.reverse()
        return self._page(held, request)

    def holds(self, request: PlayedRequest) -> bool:
        """Whether the list that is asked for has records."""
        return len(self.lists.get(self._asked(request), ())) > 0

    def _asked(self, request: PlayedRequest) -> Named:
        links = [link["param"] for link in self.facts["parents"]]
        return tuple(
            sorted((link["name"], request.value(link) or "") for link in links)
        )

    def _wanted(self, record: Record, request: PlayedRequest) -> bool:
        incremental = self.facts.get("incremental", {})
        wanted = incremental.get("request")
        if wanted is None:
            return True
        own = self.cursor_of(record)
        daily = moments.is_daily(wanted["format"]) and not moments.is_daily(
            incremental["format"]
        )
        own = math.floor(own / 1440) * 1440 if daily else own
        since = self._bound(wanted, wanted, request)
        if since is not None and not (
            own >= since if wanted["operator"] == "gte" else own > since
        ):
            return False
        until = wanted.get("until")
        end = (
            self._bound(until, wanted, request)
            if until and until["name"] != wanted["name"]
            else None
        )
        return end is None or (own <= end if until["operator"] == "lte" else own < end)

    def _bound(
        self, place: dict[str, t.Any], wanted: dict[str, t.Any], request: PlayedRequest
    ) -> float | None:
        sent = request.value(place)
        if sent is None:
            return None
        before, _, after = place.get("template", "{value}").partition("{value}")
        if not (sent.startswith(before) and sent.endswith(after)):
            msg = f"'{place['name']}' is {sent!r}"
            raise RefusedError(msg)
        inside = sent[len(before) : len(sent) - len(after)]
        try:
            return moments.asked(
                inside, wanted["format"], self.facts["incremental"]["format"]
            )
        except ValueError:
            msg = f"'{place['name']}' isn't written as documented: {sent!r}"
            raise RefusedError(msg) from None

    def _page(self, held: list[Record], request: PlayedRequest) -> Answer:
        paging = self.facts["pagination"]
        self._check_size(paging, request)
        if paging["kind"] in {"none", "unknown"}:
            return Answer(self._body(held))
        start = self._start(held, paging, request)
        page = held[start : start + self._room(paging, start)]
        answer = Answer(self._body(page))
        self._mark(answer, paging, held, start, page, request)
        return answer

    def _body(self, page: list[Record]) -> t.Any:
        given = [self._given(record) for record in page]
        return around(given, self.facts["recordsPath"])

    @staticmethod
    def _room(paging: dict[str, t.Any], start: int) -> int:
        """Records of a page: where a mark tells the end, the first isn't full."""
        marked = paging.get("stop", {"kind": "no-cursor"})["kind"] in {
            "no-cursor",
            "flag",
        }
        chained = paging["kind"] in {"cursor", "next-url", "link-header"}
        return PAGE - 1 if marked and chained and start == 0 else PAGE

    @staticmethod
    def _check_size(paging: dict[str, t.Any], request: PlayedRequest) -> None:
        param = paging.get("sizeParam")
        if param is None or "pageSize" not in paging or request.followed_link:
            return
        if request.value(param) != str(PAGE):
            msg = f"'{param['name']}' is {request.value(param)!r}"
            raise RefusedError(msg)

    def _start(
        self, held: list[Record], paging: dict[str, t.Any], request: PlayedRequest
    ) -> int:
        match paging["kind"]:
            case "page-number":
                first: int = paging["firstPage"]
                return (_number(request, paging["pageParam"], first) - first) * PAGE
            case "offset":
                first = paging.get("firstOffset", 0)
                return _number(request, paging["offsetParam"], first) - first
            case "cursor" if paging["next"]["from"] == "last-record":
                sent = request.value(paging["cursorParam"])
                return 0 if sent is None else self._behind(held, paging, sent)
            case "cursor":
                return _position(request.value(paging["cursorParam"]))
            case _:
                return _position(request.query.get("position"))

    @staticmethod
    def _behind(held: list[Record], paging: dict[str, t.Any], sent: str) -> int:
        for index, record in enumerate(held):
            if text(at(record, paging["next"]["path"])) == sent:
                return index + 1
        msg = f"no record is called {sent!r}"
        raise RefusedError(msg)

    @staticmethod
    def _mark(
        answer: Answer,
        paging: dict[str, t.Any],
        held: list[Record],
        start: int,
        page: list[Record],
        request: PlayedRequest,
    ) -> None:
        more = start + len(page) < len(held)
        position = f"a/+ {start + len(page)}"
        marks = answer.body if isinstance(answer.body, dict) else {}
        if paging["kind"] == "next-url":
            put(marks, paging["path"], request.link(position) if more else None)
        elif paging["kind"] == "link-header":
            link = request.link(position)
            answer.headers["Link"] = f'<{link}>; rel="next"' if more else ""
        elif paging["kind"] == "cursor":
            _mark_cursor(answer, marks, paging["next"], position if more else None)
        _mark_stop(answer, marks, paging.get("stop", {}), len(held), more)


def _mark_cursor(
    answer: Answer, marks: Record, place: dict[str, t.Any], cursor: str | None
) -> None:
    if place["from"] == "body":
        put(marks, place["path"], cursor)
    elif place["from"] == "header" and cursor is not None:
        answer.headers[place["name"]] = cursor


def _mark_stop(
    answer: Answer, marks: Record, stop: dict[str, t.Any], total: int, more: bool
) -> None:
    pages = math.ceil(total / PAGE)
    match stop.get("kind"):
        case "flag":
            put(marks, stop["path"], stop["goOn"] if more else not stop["goOn"])
        case "total-items":
            put(marks, stop["path"], total)
        case "total-pages":
            put(marks, stop["path"], pages)
        case "total-header":
            answer.headers[stop["name"]] = str(
                total if stop["counts"] == "items" else pages
            )


def _agree(line: Line, more: Line) -> bool:
    return all(line.get(name, record) is record for name, record in more.items())


def _position(sent: str | None) -> int:
    if sent is None:
        return 0
    found = re.fullmatch(r"a/\+ (\d+)", sent)
    if found is None:
        msg = f"the source never gave the cursor {sent!r}"
        raise RefusedError(msg)
    return int(found[1])


def _number(request: PlayedRequest, param: dict[str, t.Any], first: int) -> int:
    sent = request.value(param)
    if sent is None:
        return first
    if not re.fullmatch(r"\d+", sent) or int(sent) < first:
        msg = f"'{param['name']}' is {sent!r}"
        raise RefusedError(msg)
    return int(sent)


def _like(example: t.Any, number: int, name: str) -> t.Any:
    if isinstance(example, str):
        if re.match(r"\d{4}-\d\d-\d\d", example):
            day = datetime.date(2024, 1, 1) + datetime.timedelta(days=number)
            return day.isoformat() + example[10:]
        return f"{name}/{number + 1}"
    return number + 1


def _typed(value: t.Any, example: t.Any) -> t.Any:
    return str(value) if isinstance(example, str) else value


def text(value: t.Any) -> str:
    """A value as a URL holds it."""
    return value if isinstance(value, str) else json.dumps(value)
