"""The streams as resources; those below others are transformers of their pages."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

import dlt

from .client import Client
from .columns import CONTRACT, Shape, hinted
from .framework import SkippableSyncError
from .lists import Lists, own_key
from .progress import Progress
from .reading import LeftOutError, Reading

if t.TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dlt.sources import DltResource

    from .columns import Columns, Record
    from .lists import Values
    from .source import Source
    from .stream import Stream


@dataclass(frozen=True)
class Batch:
    """Records of a list that others lie below."""

    values: Values = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    #: What the list has come to with it.
    list: t.Literal["opens", "goes on", "ends", "breaks off"] = "goes on"


def resources(
    source: Source,
    settings: Mapping[str, t.Any],
    columns: Callable[[str], Columns],
    reading: Reading | None = None,
) -> list[DltResource]:
    """Each stream that is to be loaded, and what leads to it.

    Args:
        source: What is read.
        settings: Their values, by name.
        columns: The columns of a stream.
        reading: What the run was asked for.
    """
    run = reading or Reading()
    client = run.client = Client(source, settings)
    offered = source.offered(settings)
    chosen = run.streams
    wanted = [
        stream
        for stream in offered.values()
        if (stream.selected if chosen is None else stream.name in chosen)
    ]
    loader = Loader(Lists(client, offered, run), settings, columns, run)
    return [*loader.feeders(wanted, offered), *(loader.table(each) for each in wanted)]


class Loader:
    """Makes the resources of one run."""

    def __init__(
        self,
        lists: Lists,
        settings: Mapping[str, t.Any],
        columns: Callable[[str], Columns],
        reading: Reading,
    ) -> None:
        """Nothing is read yet."""
        self._lists = lists
        self._settings = settings
        self._columns = columns
        self._reading = reading
        self._feeders: dict[str, DltResource] = {}
        self._progress: dict[tuple[str, str], Progress] = {}
        self._seen: dict[str, set[str]] = {}
        self._counts: dict[str, int] = {}

    def feeders(
        self, wanted: list[Stream], offered: Mapping[str, Stream]
    ) -> list[DltResource]:
        """The lists above those that are wanted, read once for all that need them."""
        for stream in wanted:
            self._feeder_above(stream, offered)
        return list(self._feeders.values())

    def _feeder_above(
        self, stream: Stream, offered: Mapping[str, Stream]
    ) -> DltResource | None:
        if not stream.above:
            return None
        name = stream.above[-1]
        if name not in self._feeders:
            parent = offered[name]
            above = self._feeder_above(parent, offered)
            called = f"{name}__pages"
            self._feeders[name] = (
                dlt.resource(self._feed(parent), name=called, selected=False)
                if above is None
                else dlt.transformer(
                    self._feed_below(parent),
                    data_from=above,
                    name=called,
                    selected=False,
                )
            )
        return self._feeders[name]

    def table(self, stream: Stream) -> DltResource:
        """What is loaded of a stream."""
        naming = dlt.current.source_schema().naming.normalize_identifier
        columns = hinted(stream.cursor_column, self._columns(stream.name))
        shape = Shape(stream.name, columns, naming)
        hints: dict[str, t.Any] = {
            "name": stream.name,
            "columns": shape.columns(columns),
            "primary_key": shape.key(stream.primary_key),
            "write_disposition": stream.write_disposition,
            "max_table_nesting": 0,
            "schema_contract": CONTRACT,
        }
        own, above = self._feeders.get(stream.name), stream.above[-1:]
        if own is not None:
            return dlt.transformer(self._pass_on(stream, shape), data_from=own, **hints)
        if above:
            feeder = self._feeders[above[0]]
            return dlt.transformer(
                self._read_below(stream, shape), data_from=feeder, **hints
            )
        return dlt.resource(self._read(stream, shape), **hints)

    # Lists that others lie below

    def _feed(self, stream: Stream) -> Callable[[], Iterator[Batch]]:
        def feed() -> Iterator[Batch]:
            yield Batch(list="opens")
            yield from self._batches(stream, {})

        return feed

    def _feed_below(self, stream: Stream) -> Callable[[Batch], Iterator[Batch]]:
        def feed(batch: Batch) -> Iterator[Batch]:
            if batch.list == "opens":
                yield batch
            for values in self._lists_below(stream, batch):
                yield from self._batches(stream, values)

        return feed

    def _batches(self, stream: Stream, values: Values) -> Iterator[Batch]:
        try:
            # The children of an old record may be new: every record is read.
            for page in self._lists.all_pages(stream, values):
                records, whole = self._within_limit(
                    f"{stream.name}__pages", page.records
                )
                yield Batch(values, records)
                if not whole:
                    yield Batch(values, list="breaks off")
                    return
            yield Batch(values, list="ends")
        except SkippableSyncError as error:
            self._lists.leave_out(stream, error)
            yield Batch(values, list="breaks off")

    def _pass_on(
        self, stream: Stream, shape: Shape
    ) -> Callable[[Batch], Iterator[t.Any]]:
        """Loads what is read for the lists below anyway."""

        def pass_on(batch: Batch) -> Iterator[t.Any]:
            if batch.list == "opens":
                yield dlt.mark.materialize_table_schema()
                return
            place = (stream.name, own_key(stream, batch.values))
            if stream.cursor and place not in self._progress:
                self._progress[place] = self._progress_of(
                    stream, batch.values, reads_all=True
                )
            progress = self._progress.get(place)
            rows = progress.keep(batch.records) if progress else batch.records
            if rows:
                yield shape.rows(rows)
            if batch.list == "ends" and progress:
                progress.finish()
            if batch.list == "breaks off":
                self._break_off(stream, progress)

        return pass_on

    # All others

    def _read(self, stream: Stream, shape: Shape) -> Callable[[], Iterator[t.Any]]:
        def read() -> Iterator[t.Any]:
            yield dlt.mark.materialize_table_schema()
            yield from self._rows(stream, shape, {})

        return read

    def _read_below(
        self, stream: Stream, shape: Shape
    ) -> Callable[[Batch], Iterator[t.Any]]:
        def read(batch: Batch) -> Iterator[t.Any]:
            if batch.list == "opens":
                yield dlt.mark.materialize_table_schema()
            for values in self._lists_below(stream, batch):
                yield from self._rows(stream, shape, values)

        return read

    def _rows(
        self, stream: Stream, shape: Shape, values: Values
    ) -> Iterator[list[Record]]:
        progress = (
            self._progress_of(stream, values, reads_all=False)
            if stream.cursor
            else None
        )
        try:
            parameters = progress.parameters() if progress else ()
            for page in self._lists.pages(stream, values, parameters):
                new = progress.keep(page.records) if progress else page.records
                records, whole = self._within_limit(stream.name, new)
                if records:
                    yield shape.rows(records)
                if not whole:
                    self._break_off(stream, progress)
                    return
                if progress and progress.is_past(page.records):
                    break
            if progress:
                progress.finish()
        except SkippableSyncError as error:
            self._lists.leave_out(stream, error)
            self._break_off(stream, progress)

    # What both need

    def _lists_below(self, stream: Stream, batch: Batch) -> Iterator[Values]:
        """The lists that records lead to, each only once a run."""
        seen = self._seen.setdefault(stream.name, set())
        for record in batch.records:
            for values in self._lists.below(stream, batch.values, record):
                needed = self._lists.needed(stream, values)
                if needed not in seen:
                    seen.add(needed)
                    yield values

    def _progress_of(
        self, stream: Stream, values: Values, *, reads_all: bool
    ) -> Progress:
        return Progress(
            stream,
            self._settings,
            partition=own_key(stream, values),
            state=dlt.current.resource_state(),
            reads_all=reads_all,
        )

    def _within_limit(
        self, counted: str, records: list[Record]
    ) -> tuple[list[Record], bool]:
        """As many records as the run may still read, and whether that is all."""
        if self._reading.limit is None:
            return records, True
        left = self._reading.limit - self._counts.get(counted, 0)
        self._counts[counted] = self._counts.get(counted, 0) + len(records[:left])
        return records[:left], len(records) < left

    def _break_off(self, stream: Stream, progress: Progress | None) -> None:
        """What was read of a list that wasn't read to its end is loaded all the same.

        Raises:
            LeftOutError: If that would take the place of the whole list.
        """
        if progress is not None:
            progress.pause()
        replaces = stream.write_disposition == "replace" and not stream.parents
        if replaces and self._reading.limit is None:
            raise LeftOutError(stream.name)
