"""Cursor values: a number of minutes, or a plain number, as the source writes it."""

from __future__ import annotations

import datetime
import typing as t

_START = datetime.datetime(2024, 3, 1, tzinfo=datetime.UTC)
_DAYS = {"date"}


def _moment(step: int, *, days: bool) -> datetime.datetime:
    unit = "days" if days else "minutes"
    return _START + datetime.timedelta(**{unit: step})


def is_daily(form: dict[str, t.Any]) -> bool:
    """Whether a format knows no hours."""
    pattern = form.get("pattern", "%H")
    return form["kind"] in _DAYS or not any(
        mark in pattern for mark in ("%H", "%I", "%s", "%c", "%X")
    )


def written(step: int, form: dict[str, t.Any], like: dict[str, t.Any]) -> t.Any:
    """The value of a step, written in a format; `like` is the record's own format."""
    if form["kind"] == "integer":
        return 1000 + step
    return _written(_moment(step, days=is_daily(like)), form)


def _written(moment: datetime.datetime, form: dict[str, t.Any]) -> t.Any:
    match form["kind"]:
        case "date-time":
            return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        case "date":
            return moment.date().isoformat()
        case "epoch-seconds":
            return int(moment.timestamp())
        case "epoch-milliseconds":
            return int(moment.timestamp() * 1000)
        case _:
            return moment.strftime(form["pattern"])


def asked(text: str, form: dict[str, t.Any], like: dict[str, t.Any]) -> float:
    """The step that a filter's text stands for.

    Raises:
        ValueError: If it isn't written in the format.
    """
    match form["kind"]:
        case "integer":
            return int(text) - 1000
        case "date-time":
            moment = datetime.datetime.strptime(
                text.partition(".")[0].rstrip("Z") + "Z", "%Y-%m-%dT%H:%M:%SZ"
            )
        case "date":
            moment = datetime.datetime.strptime(text, "%Y-%m-%d")
        case "epoch-seconds":
            moment = datetime.datetime.fromtimestamp(int(text), tz=datetime.UTC)
        case "epoch-milliseconds":
            moment = datetime.datetime.fromtimestamp(int(text) / 1000, tz=datetime.UTC)
        case _:
            moment = datetime.datetime.strptime(text, form["pattern"])
    aware = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    unit = 86400 if is_daily(like) else 60
    return (aware - _START).total_seconds() / unit
