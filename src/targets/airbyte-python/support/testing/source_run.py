"""Runs the source in this process, through the CDK's entry point."""

from __future__ import annotations

import json
import typing as t
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from airbyte_cdk.entrypoint import AirbyteEntrypoint

Record = dict[str, t.Any]


@dataclass
class SourceRun:
    """What came out of a run."""

    messages: list[dict[str, t.Any]] = field(default_factory=list)
    error: BaseException | None = None

    def of_type(self, kind: str) -> list[dict[str, t.Any]]:
        """The messages of one type: what they hold under its name."""
        return [
            message[kind]
            for message in self.messages
            if message["type"] == kind.upper()
        ]

    def records(self, stream: str) -> list[Record]:
        """A stream's records."""
        return [
            record["data"]
            for record in self.of_type("record")
            if record["stream"] == stream
        ]

    @property
    def states(self) -> dict[str, dict[str, t.Any]]:
        """The last state of each stream."""
        told = [state["stream"] for state in self.of_type("state")]
        return {
            state["stream_descriptor"]["name"]: state["stream_state"] for state in told
        }

    @property
    def told(self) -> str:
        """All that a user could see."""
        return f"{self.error!r} {json.dumps(self.messages)}"


def run_source(
    make_source: t.Callable[[], t.Any],
    config: dict[str, t.Any],
    *,
    streams: list[str] | None = None,
    state: dict[str, dict[str, t.Any]] | None = None,
) -> SourceRun:
    """Read the streams, or all of them; incrementally where they can be."""
    [catalog] = run(make_source(), "discover", config=config).of_type("catalog")
    chosen = [
        _configured(stream)
        for stream in catalog["streams"]
        if streams is None or stream["name"] in streams
    ]
    return run(
        make_source(),
        "read",
        config=config,
        catalog={"streams": chosen},
        state=[_state_message(name, held) for name, held in (state or {}).items()],
    )


def run(source: t.Any, command: str, **files: t.Any) -> SourceRun:
    """One command; each of the files is handed over under its own name."""
    done = SourceRun()
    with TemporaryDirectory() as folder:
        arguments = [command]
        for name, content in files.items():
            path = Path(folder) / f"{name}.json"
            path.write_text(json.dumps(content), encoding="utf-8")
            arguments += [f"--{name}", str(path)]
        parsed = AirbyteEntrypoint.parse_args(arguments)
        try:
            for line in AirbyteEntrypoint(source).run(parsed):
                done.messages.append(json.loads(line))
        except BaseException as error:  # noqa: BLE001
            done.error = error
    return done


def _configured(stream: dict[str, t.Any]) -> dict[str, t.Any]:
    modes = stream["supported_sync_modes"]
    return {
        "stream": stream,
        "sync_mode": "incremental" if "incremental" in modes else "full_refresh",
        "destination_sync_mode": "append",
    }


def _state_message(name: str, held: dict[str, t.Any]) -> dict[str, t.Any]:
    return {
        "type": "STREAM",
        "stream": {"stream_descriptor": {"name": name}, "stream_state": held},
    }


def same(records: list[Record]) -> list[str]:
    """Records as sorted text, to be compared whatever their order.

    Of a record's own fields, the CDK leaves out those that are null.
    """
    given = [
        {name: value for name, value in record.items() if value is not None}
        for record in records
    ]
    return sorted(json.dumps(record, sort_keys=True) for record in given)
