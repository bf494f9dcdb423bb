"""A folder of files that stand in for the real ones, with rows of our own."""

from __future__ import annotations

import datetime
import gzip
import json
import os
import re
import typing as t

if t.TYPE_CHECKING:
    from pathlib import Path

Facts = dict[str, t.Any]
#: Rows of each file.
ROWS = 4
FIRST = datetime.datetime(2025, 1, 6, 12, tzinfo=datetime.UTC)


class PlayedFiles:
    """Files in a folder, as the facts say."""

    def __init__(self, folder: Path, facts: Facts) -> None:
        """Make two files of each stream, or the one that its glob allows."""
        self.folder = folder
        self.arrival: Facts = facts["arrival"]
        self.streams: dict[str, Facts] = {
            stream["stream"]: stream for stream in facts["streams"]
        }
        self.count = dict.fromkeys(self.streams, 0)
        self.files: dict[str, list[str]] = {name: [] for name in self.streams}
        for stream in self.streams:
            for _ in range(1 if self.is_fixed(stream) else 2):
                self.add(stream)

    def is_fixed(self, stream: str) -> bool:
        """Whether only one name is meant."""
        return not re.search(r"[*?\[]", self.streams[stream]["glob"])

    def path(self, stream: str, number: int) -> str:
        """The name of a stream's file, below the folder."""
        name: str = self.streams[stream]["glob"].strip("/").replace("**/", "")
        name = re.sub(r"\[(.)[^\]]*\]", r"\1", name).replace("?", str(number % 10))
        return re.sub(r"\*+", f"{number:04d}", name)

    def add(self, stream: str, *, days: float | None = None) -> str:
        """Put a file beside the others; `days`: when, counted from the first one."""
        number = len(self.files[stream])
        path = self.path(stream, number)
        self.files[stream].append(path)
        self.write(path, self.content(stream, self.rows(stream)))
        self.touch(path, number if days is None else days)
        return path

    def rows(self, stream: str) -> list[dict[str, str | None]]:
        """The next rows of a stream, as a file has them."""
        facts = self.streams[stream]
        first = self.count[stream]
        self.count[stream] += ROWS
        return [
            {field["name"]: _written(facts, field, at) for field in facts["fields"]}
            for at in range(first, first + ROWS)
        ]

    def content(self, stream: str, rows: list[dict[str, str | None]]) -> bytes:
        """The bytes of a file with these rows."""
        facts = self.streams[stream]
        text = _WRITERS[facts["format"]["kind"]](facts, rows)
        content = text.encode(facts["encoding"])
        return gzip.compress(content) if self.is_packed(stream) else content

    def is_packed(self, stream: str) -> bool:
        """Whether its files are gzip."""
        facts = self.streams[stream]
        by_name = facts["compression"] == "by-name" and facts["glob"].endswith(".gz")
        return bool(by_name or facts["compression"] == "gzip")

    def write(self, path: str, content: bytes) -> None:
        """Write a file, and what says that it is whole."""
        whole = self.folder / path
        whole.parent.mkdir(parents=True, exist_ok=True)
        whole.write_bytes(content)
        if marker := self.arrival.get("marker"):
            whole.with_name(marker.replace("{name}", whole.name)).touch()

    def touch(self, path: str, days: float) -> None:
        """Set a file's time."""
        moment = (FIRST + datetime.timedelta(days=days)).timestamp()
        os.utime(self.folder / path, (moment, moment))


def _is_key(facts: Facts, field: Facts) -> bool:
    return (field.get("field") or field["name"]) in facts["key"]


# Values


def _written(facts: Facts, field: Facts, at: int) -> str | None:
    how: Facts = field.get("written") or {}
    # A line with nothing in it would be none.
    alone = len(facts["fields"]) == 1 or facts["format"]["kind"] == "fixed-width"
    may_lack = field["nullable"] and not (alone and field is facts["fields"][0])
    if may_lack and at % 5 == 1 and not _is_key(facts, field):
        return None
    family = re.split(r"[(<]", field["type"], maxsplit=1)[0]
    if re.fullmatch(r"u?int\d*", family):
        return _number(how, at + 1, "")
    if family in {"decimal", "decfloat", "money"}:
        return _number(how, at + 1, "10")
    if family in {"float32", "float64"}:
        return _number(how, at + 1, "5")
    moment = FIRST + datetime.timedelta(days=at, seconds=at)
    patterns = {
        "date": "%Y-%m-%d",
        "time": "%H:%M:%S",
        "timestamp": "%Y-%m-%d %H:%M:%S",
        "timestamptz": "%Y-%m-%dT%H:%M:%S%z",
    }
    if family in patterns:
        return _moment(moment, how.get("datePattern") or patterns[family])
    if family == "bool":
        words = how.get(f"{'true' if at % 2 else 'false'}Words")
        return str(words[0] if words else at % 2)
    if family in {"json", "map", "array"}:
        return json.dumps({"at": at})
    return _text(facts, field, at)


def _number(how: Facts, whole: int, fraction: str) -> str:
    if implied := how.get("impliedDecimals"):
        return f"{whole}{fraction[:implied].ljust(implied, '0')}"
    mark = how.get("decimalMark") or "."
    return f"{whole}{mark}{fraction}" if fraction else str(whole)


def _moment(moment: datetime.datetime, pattern: str) -> str:
    seconds = int(moment.timestamp())
    epochs = {
        "%s": seconds,
        "%ms": seconds * 1000,
        "%epoch_microseconds": seconds * 1_000_000,
    }
    return str(epochs[pattern]) if pattern in epochs else moment.strftime(pattern)


def _text(facts: Facts, field: Facts, at: int) -> str:
    form: Facts = facts["format"]
    if place := field.get("place"):
        return f"{at:05d}"[-place["length"] :]
    if _is_key(facts, field):
        return f"key {at:05d}"
    quote = form.get("quote")
    if at % 3 == 1 and (quote or form["kind"] != "delimited"):
        sign = form.get("delimiter", ";")
        return f'{at} says "{sign}"\nand {quote}more'
    return f"text {at}"


# Forms


def _delimited(facts: Facts, rows: list[dict[str, str | None]]) -> str:
    form: Facts = facts["format"]
    names = [field["name"] for field in facts["fields"]]
    lines = ["above"] * form["skipLines"]
    if form["header"]:
        lines.append(form["delimiter"].join(_cell(form, name) for name in names))
    if comment := form.get("comment"):
        lines.append(f"{comment} no record")
    for row in rows:
        cells = [_cell(form, value) for value in row.values()]
        lines.append(form["delimiter"].join(cells))
    return "".join(f"{line}\r\n" for line in lines)


def _cell(form: Facts, value: str | None) -> str:
    quote: str | None = form.get("quote")
    if not quote or not value:
        return value or ""
    if not re.search(rf"[\r\n{re.escape(form['delimiter'] + quote)}]", value):
        return value
    escape = form.get("escape") or quote
    if escape != quote:
        value = value.replace(escape, escape * 2)
    return f"{quote}{value.replace(quote, escape + quote)}{quote}"


def _json_lines(facts: Facts, rows: list[dict[str, str | None]]) -> str:
    return "".join(f"{_object(facts, row)}\n" for row in rows)


def _object(facts: Facts, row: dict[str, str | None]) -> str:
    kinds = {field["name"]: field["type"] for field in facts["fields"]}
    parts = [
        f"{json.dumps(name)}: {_json(kinds[name], value)}"
        for name, value in row.items()
    ]
    return f"{{{', '.join(parts)}}}"


def _json(kind: str, value: str | None) -> str:
    """Numbers as they are, so that no digit is lost."""
    if value is None:
        return "null"
    is_number = re.match(r"u?int|decimal|float", kind) and re.fullmatch(
        r"(0|[1-9]\d*)(\.\d+)?", value
    )
    return value if is_number or kind == "json" else json.dumps(value)


def _document(facts: Facts, rows: list[dict[str, str | None]]) -> str:
    text = f"[{', '.join(_object(facts, row) for row in rows)}]"
    for name in reversed(facts["format"]["recordsPath"]):
        text = f"[{text}]" if name == "*" else f"{{{json.dumps(name)}: {text}}}"
    return text


def _fixed_width(facts: Facts, rows: list[dict[str, str | None]]) -> str:
    form: Facts = facts["format"]
    only = form.get("only")
    lines = ["above"] * form["skipLines"]
    for row in rows:
        line = ""
        for field in facts["fields"]:
            start, length = field["place"]["start"], field["place"]["length"]
            text = (row[field["name"]] or "")[-length:]
            text = text.ljust(length) if field["type"] == "text" else text.rjust(length)
            line = line.ljust(start)[:start] + text + line[start + length :]
        if only:
            start, end = only["start"], only["start"] + len(only["value"])
            lines.append(
                f"{line.ljust(start)[:start]}{'~' * (end - start)}{line[end:]}"
            )
            line = f"{line.ljust(start)[:start]}{only['value']}{line[end:]}"
        lines.append(line)
    lines += ["below"] * form["skipLinesAtEnd"]
    return "".join(f"{line}\n" for line in lines)


_WRITERS: dict[str, t.Callable[[Facts, list[dict[str, str | None]]], str]] = {
    "delimited": _delimited,
    "json-lines": _json_lines,
    "json": _document,
    "fixed-width": _fixed_width,
}
