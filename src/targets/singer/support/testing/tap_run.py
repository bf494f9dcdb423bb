"""Runs the tap in this process and keeps what it writes."""

from __future__ import annotations

import json
import threading
import typing as t
from dataclasses import dataclass, field

if t.TYPE_CHECKING:
    from singer_sdk import Tap
    from singer_sdk.singerlib.encoding.simple import Message

Record = dict[str, t.Any]


@dataclass
class TapRun:
    """What came out of a run."""

    messages: list[dict[str, t.Any]] = field(default_factory=list)
    error: BaseException | None = None

    def records(self, stream: str) -> list[Record]:
        """A stream's records."""
        return [
            message["record"]
            for message in self.messages
            if message["type"] == "RECORD" and message["stream"] == stream
        ]

    @property
    def state(self) -> dict[str, t.Any]:
        """The last state that came out."""
        states = [
            message["value"] for message in self.messages if message["type"] == "STATE"
        ]
        return states[-1] if states else {}


def run_tap(
    tap_class: type[t.Any],
    config: dict[str, t.Any],
    *,
    streams: list[str] | None = None,
    state: dict[str, t.Any] | None = None,
) -> TapRun:
    """Sync the streams, or all of them."""
    run = TapRun()

    class Recorder(tap_class.message_writer_class):  # type: ignore[misc,name-defined]
        def write_message(self, message: Message) -> None:
            run.messages.append(json.loads(self.format_message(message)))

    tap = _cut_to(tap_class, streams)(
        config=config, state=state, message_writer=Recorder()
    )
    for name, stream in tap.streams.items():
        stream.selected = streams is None or name in streams
    before = set(threading.enumerate())
    try:
        tap.sync_all()
    except BaseException as error:  # noqa: BLE001
        run.error = error
    # What the tap still has under way would ask the next test's source.
    for thread in set(threading.enumerate()) - before:
        thread.join()
    return run


def _cut_to(tap_class: type[t.Any], streams: list[str] | None) -> type[Tap]:
    """The tap with the streams and those above them: the others only take time."""
    if streams is None:
        return tap_class
    needed = set(streams)
    for made in reversed(tap_class.stream_types):
        if made.name in needed:
            needed.update(link.stream for link in getattr(made, "parents", ()))
    kept = [made for made in tap_class.stream_types if made.name in needed]
    return type(tap_class.__name__, (tap_class,), {"stream_types": kept})


def same(records: list[Record]) -> list[str]:
    """Records as sorted text, to be compared whatever their order."""
    return sorted(json.dumps(record, sort_keys=True) for record in records)
