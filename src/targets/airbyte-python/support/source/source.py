"""A source whose streams know of each other."""

from __future__ import annotations

import dataclasses
import logging
import typing as t

from airbyte_cdk.models import AirbyteConnectionStatus, Status
from airbyte_cdk.sources import AbstractSource
from airbyte_cdk.utils.traced_exception import AirbyteTracedException
from typing_extensions import override

from .children import ChildStream
from .lineage import connect, mark_chosen

if t.TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from logging import Logger

    from airbyte_cdk.models import (
        AirbyteMessage,
        AirbyteStateMessage,
        ConfiguredAirbyteCatalog,
    )
    from airbyte_cdk.sources.streams import Stream

    from .stream import ApiStream

#: Streams that a connection check tries, until one can be read.
MOST_CHECKED = 3


class ApiSource(AbstractSource):
    """Offers every stream whose settings are given."""

    #: Every stream, parents before their children.
    stream_types: t.ClassVar[tuple[type[ApiStream], ...]]

    #: Streams that are read in this run.
    _chosen: t.Collection[str] = ()

    @override
    def streams(self, config: Mapping[str, t.Any]) -> list[Stream]:
        shared: dict[t.Any, t.Any] = {}
        given = {**self._defaults(), **config}
        made = [stream(given, shared) for stream in self.stream_types]
        connect(made)
        mark_chosen(self._chosen, made)
        return [stream for stream in made if is_open(stream, given)]

    def _defaults(self) -> dict[str, t.Any]:
        """What isn't configured counts as the specification has it."""
        spec = self.spec(logging.getLogger(f"airbyte.{self.name}"))
        properties = spec.connectionSpecification.get("properties", {})
        return {
            name: field["default"]
            for name, field in properties.items()
            if "default" in field
        }

    @override
    def check(
        self, logger: Logger, config: Mapping[str, t.Any]
    ) -> AirbyteConnectionStatus:
        """As the CDK does it, with the problem in plain words."""
        connected, problem = self.check_connection(logger, config)
        status = Status.SUCCEEDED if connected else Status.FAILED
        return AirbyteConnectionStatus(status=status, message=problem)

    @override
    def check_connection(
        self, logger: Logger, config: Mapping[str, t.Any]
    ) -> tuple[bool, str | None]:
        """Whether a page of any of the first streams can be read."""
        problem: str | None = None
        offered = t.cast("list[ApiStream]", self.streams(config))
        offered.sort(key=lambda one: isinstance(one, ChildStream))
        for stream in offered[:MOST_CHECKED]:
            try:
                for slice_ in stream.lists():
                    next(stream.pages(slice_))
                    break
            except AirbyteTracedException as error:
                problem = problem or str(error)
            else:
                return True, None
        return problem is None, problem

    @override
    def read(
        self,
        logger: Logger,
        config: Mapping[str, t.Any],
        catalog: ConfiguredAirbyteCatalog,
        state: list[AirbyteStateMessage] | None = None,
    ) -> Iterator[AirbyteMessage]:
        """Parents first: what they lead to is then known."""
        order = [stream.name for stream in self.stream_types]
        place = {name: number for number, name in enumerate(order)}
        streams = sorted(
            catalog.streams, key=lambda one: place.get(one.stream.name, -1)
        )
        self._chosen = {one.stream.name for one in streams}
        sorted_catalog = dataclasses.replace(catalog, streams=streams)
        yield from super().read(logger, config, sorted_catalog, state)


def is_open(stream: ApiStream, config: Mapping[str, t.Any]) -> bool:
    """Whether all that it needs is configured; it is told when that isn't so."""
    missing = [name for name in stream.needs_settings if config.get(name) in {None, ""}]
    if missing:
        stream.logger.info(
            "'%s' is offered with the setting '%s' only", stream.name, missing[0]
        )
    return not missing
