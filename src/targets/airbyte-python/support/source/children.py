"""Streams that are read once for each record of another stream, or of several."""

from __future__ import annotations

import typing as t

from airbyte_cdk.sources.types import StreamSlice
from typing_extensions import override

from .stream import ApiStream

if t.TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .pages import Page
    from .params import Param
    from .parents import Parent
    from .stream import Config, Values


class ChildStream(ApiStream):
    """A stream that needs values of its parents' records."""

    parents: t.ClassVar[tuple[Parent, ...]]

    def __init__(self, config: Config, shared: dict[t.Any, t.Any]) -> None:
        """Know nothing yet of the other streams; see `lineage`."""
        super().__init__(config, shared)
        #: The parents of which none is above another.
        self.nearest: Sequence[ApiStream] = ()
        #: What leads to its lists, and further to the streams below.
        self.needs: tuple[Parent, ...] = self.parents

    @property
    @override
    def trail_keys(self) -> set[str]:
        return super().trail_keys | {link.key for link in self.needs}

    @override
    def lists(self) -> Iterator[StreamSlice]:
        """Each combination of what the parents' records give, once."""
        seen: set[str] = set()
        told = {id(parent): len(parent.problems) for parent in self.nearest}
        for found in _fitting({}, self.nearest):
            values = {link.key: found.get(link.key) for link in self.needs}
            if repr(values) in seen:
                continue
            seen.add(repr(values))
            if self._leads_somewhere(values):
                own = {link.key: values[link.key] for link in self.parents}
                more = {key: values[key] for key in values.keys() - own.keys()}
                yield StreamSlice(partition=own, cursor_slice={}, extra_fields=more)
        for parent in self.nearest:
            self.problems.extend(parent.problems[told[id(parent)] :])

    def _leads_somewhere(self, values: Values) -> bool:
        """Whether there is a value for each parameter; it is told when there isn't."""
        missing = [link.key for link in self.parents if values[link.key] is None]
        if missing:
            self.logger.warning(
                "A record without '%s' was passed over: nothing leads from it",
                missing[0],
            )
        return not missing

    @override
    def parameters(self, slice_: StreamSlice) -> Iterator[tuple[Param, t.Any]]:
        yield from super().parameters(slice_)
        for link in self.parents:
            yield link.param, slice_.partition[link.key]

    @override
    def pages(self, slice_: StreamSlice, since: t.Any = None) -> Iterator[Page]:
        """Have each record say whose it is, before anything looks at it."""
        told = [
            (link.record_field, slice_.partition[link.key])
            for link in self.parents
            if link.record_field is not None
        ]
        for page in super().pages(slice_, since):
            for record in page.records:
                for name, value in told:
                    if record.get(name) is None:
                        record[name] = value
            yield page


def _fitting(known: Values, streams: Sequence[ApiStream]) -> Iterator[Values]:
    """What the streams' records give, in every combination that fits together."""
    if not streams:
        yield known
        return
    first, *others = streams
    trails = first.trails_with(known) if known else first.trails()
    if others:
        # Read to the end first: what is above them all is then held.
        trails = list(trails)
    for trail in trails:
        yield from _fitting({**known, **trail}, others)
