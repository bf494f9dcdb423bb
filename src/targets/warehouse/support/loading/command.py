"""The command that loads: reads its arguments, runs the pipeline, tells how it went.

A load is made in steps, one for each family of streams that lead to one another. What
a step has read is in the warehouse, together with the state that tells so, before the
next one begins: a run that is killed goes on from there.
"""

from __future__ import annotations

import argparse
import difflib
import enum
import logging
import typing as t

import dlt
from dlt.common.configuration.exceptions import ConfigurationException
from dlt.common.destination.exceptions import (
    DestinationException,
    UnknownDestinationModule,
)
from dlt.common.exceptions import MissingDependencyException
from dlt.pipeline.exceptions import PipelineStepFailed

from .logs import adopt, configure
from .reading import LeftOutError, Listed, Loaded, Reading, RefusedError

if t.TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dlt.sources import DltSource

    from .logs import JsonLines

_logger = logging.getLogger(__name__)

S = t.TypeVar("S", bound=Listed)


class Exit(enum.IntEnum):
    """How a run ended."""

    LOADED = 0
    FAILED = 1
    MISUSED = 2
    #: All but what was left out is loaded.
    INCOMPLETE = 3
    #: By the user, or by whoever runs it.
    INTERRUPTED = 130


class MisuseError(Exception):
    """The arguments or the settings are no good."""


class Command(t.Generic[S]):
    """Loads one source."""

    def __init__(
        self,
        name: str,
        source: Loaded[S],
        make: Callable[[Reading], DltSource],
        *,
        title: str = "",
        secrets: Sequence[str] = (),
    ) -> None:
        """Know what is loaded.

        Args:
            name: Of the pipeline, and of the dataset unless another is named.
            source: What is read.
            make: Makes dlt's source, with its settings from the configuration.
            title: What people call the source.
            secrets: Names of the settings whose values are kept out of the logs.
        """
        self._name = name
        self._source = source
        self._make = make
        self._title = title or name
        self._secrets = secrets

    def main(self, arguments: Sequence[str] | None = None) -> int:
        """Run with these arguments, or with the process's; gives the exit code."""
        given = self._parser().parse_args(arguments)
        formatter = configure(given.log_level)
        try:
            return self._run(given, formatter)
        except MisuseError as error:
            _logger.error("%s", error)
            return Exit.MISUSED
        except Exception as error:  # noqa: BLE001
            cause = _cause(error)
            if isinstance(cause, KeyboardInterrupt):
                return Exit.INTERRUPTED
            _logger.error("%s", _told(cause))
            return Exit.MISUSED if isinstance(cause, _MISUSED) else Exit.FAILED
        except KeyboardInterrupt:
            _logger.error("interrupted: the next run goes on from here")
            return Exit.INTERRUPTED

    def _parser(self) -> argparse.ArgumentParser:
        parser = argparse.ArgumentParser(
            prog=f"{self._name}_pipeline",
            description=f"Loads {self._title} into a warehouse.".replace("%", "%%"),
        )
        parser.add_argument("--destination", default="duckdb", help="default: duckdb")
        parser.add_argument("--dataset", default=f"{self._name}_data")
        parser.add_argument(
            "--streams", type=_names, help="only these, separated by commas"
        )
        parser.add_argument(
            "--full-refresh",
            action="store_true",
            help="forget state and tables of these streams, and load all anew",
        )
        parser.add_argument(
            "--limit", type=int, help="records of each stream, to have a look"
        )
        parser.add_argument(
            "--check", action="store_true", help="only try whether the source answers"
        )
        parser.add_argument("--pipelines-dir", help="where dlt keeps its working files")
        parser.add_argument("--log-level", default="INFO")
        return parser

    def _run(self, given: argparse.Namespace, formatter: JsonLines) -> int:
        known = Reading()
        self._make(known)
        client = known.client
        if client is None:
            msg = "the source made no client"
            raise RuntimeError(msg)
        held = (client.settings.get(name) for name in self._secrets)
        formatter.secrets.update(str(value) for value in held if value)
        chosen = self._chosen(given.streams, self._source.offered(client.settings))
        if given.check:
            return self._check(known, chosen)
        pipeline = dlt.pipeline(
            self._name,
            destination=given.destination,
            dataset_name=given.dataset,
            pipelines_dir=given.pipelines_dir,
        )
        adopt("dlt", formatter)
        if pipeline.has_pending_data:
            _logger.info(
                "a former run was interrupted: what it has read is loaded first"
            )
            pipeline.run()
        steps = families(chosen, self._source.streams)
        return worst(self._load(pipeline, step, given) for step in steps)

    def _chosen(self, asked: list[str] | None, offered: dict[str, S]) -> list[S]:
        if asked is None:
            return [stream for stream in offered.values() if stream.selected]
        names = [stream.name for stream in self._source.streams]
        for name in asked:
            if name not in names:
                like = difflib.get_close_matches(name, names, 1)
                hint = f"; did you mean {like[0]}?" if like else ""
                msg = f"there is no stream '{name}'{hint}"
                raise MisuseError(msg)
            if name not in offered:
                [stream] = [each for each in self._source.streams if each.name == name]
                msg = f"'{name}' can't be read without: {', '.join(stream.needs)}"
                raise MisuseError(msg)
        return [stream for stream in offered.values() if stream.name in asked]

    # Loading

    def _load(
        self, pipeline: dlt.Pipeline, streams: list[S], given: argparse.Namespace
    ) -> Exit:
        """One step; what can't be read to its end is left out of it."""
        names = tuple(stream.name for stream in streams)
        reading = Reading(streams=names, limit=given.limit)
        try:
            if given.full_refresh:
                pipeline.run(self._make(reading), refresh="drop_resources")
            else:
                pipeline.run(self._make(reading))
        except PipelineStepFailed as error:
            cause = _cause(error)
            if isinstance(cause, KeyboardInterrupt):
                raise cause from None
            if isinstance(cause, LeftOutError):
                others = [each for each in streams if each.name != cause.stream]
                again = [self._load(pipeline, others, given)] if others else []
                return worst([Exit.INCOMPLETE, *again])
            if error.step != "extract" or isinstance(cause, RefusedError):
                raise
            _logger.error("%s not loaded: %s", ", ".join(names), _told(cause))
            return Exit.FAILED
        self._tell(pipeline, names)
        return Exit.INCOMPLETE if reading.problems else Exit.LOADED

    @staticmethod
    def _tell(pipeline: dlt.Pipeline, names: tuple[str, ...]) -> None:
        trace = pipeline.last_trace
        normalized = trace.last_normalize_info if trace else None
        counts = normalized.row_counts if normalized else {}
        naming = pipeline.default_schema.naming
        for name in names:
            rows = counts.get(naming.normalize_table_identifier(name), 0)
            facts = {"stream": name, "rows": rows}
            _logger.info("loaded %s: %s rows", name, rows, extra={"facts": facts})

    # Connection check

    def _check(self, known: Reading, chosen: list[S]) -> int:
        """Ask for one stream; for another one if that is forbidden."""
        if known.client is None:
            return Exit.FAILED
        answered = self._source.answers(known.client, chosen)
        if answered is not None:
            _logger.info("connected: '%s' was answered", answered)
            return Exit.LOADED
        _logger.error("not connected: no list could be read with these credentials")
        return Exit.FAILED


_MISUSED = (
    ConfigurationException,
    MissingDependencyException,
    UnknownDestinationModule,
)

#: The worse one of two ends comes later.
_SEVERITY = [Exit.LOADED, Exit.INCOMPLETE, Exit.FAILED, Exit.MISUSED]


def worst(ends: Iterable[Exit]) -> Exit:
    """The worst of several ends."""
    return max(ends, default=Exit.LOADED, key=_SEVERITY.index)


def families(streams: list[S], known: Iterable[S]) -> list[list[S]]:
    """Streams below one another, so that what lies above several is read only once."""
    by_name = {stream.name: stream for stream in known}
    found: dict[str, list[S]] = {}
    for stream in streams:
        top = stream
        while top.above:
            top = by_name[top.above[-1]]
        found.setdefault(top.name, []).append(stream)
    return list(found.values())


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _cause(error: BaseException) -> BaseException:
    """What lies behind the framework's own exceptions."""
    seen = error
    while True:
        below = seen.__cause__ or seen.__context__
        wrapped = isinstance(seen, (PipelineStepFailed, DestinationException)) or type(
            seen
        ).__module__.startswith("dlt.extract")
        if below is None or not wrapped:
            return seen
        seen = below


def _told(error: BaseException) -> str:
    lines = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {lines[0]}"
