"""Conversations with the source, held by the connector as Airbyte runs it.

Each file in `conversations/` says what is asked, what is answered and what comes out.
A request that no file foresees fails, and so does one that is sent once too often.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
import yaml
from airbyte_cdk.models import SyncMode
from airbyte_cdk.sources.declarative.concurrent_declarative_source import (
    ConcurrentDeclarativeSource,
)
from airbyte_cdk.test.catalog_builder import CatalogBuilder
from airbyte_cdk.test.entrypoint_wrapper import EntrypointOutput, ExpectedOutcome, read
from airbyte_cdk.test.mock_http import HttpMocker, HttpRequest, HttpResponse
from airbyte_cdk.test.state_builder import StateBuilder

UNIT_TESTS = Path(__file__).parent
MANIFEST = UNIT_TESTS.parent / "manifest.yaml"
RESOURCES = UNIT_TESTS / "resource"
CONVERSATIONS = sorted((UNIT_TESTS / "conversations").glob("*.json"))


class FormBody(bytes):
    """Equal to the same fields in any order."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, bytes) and _fields(self) == _fields(other)

    __hash__ = bytes.__hash__


class JsonBody(bytes):
    """Equal to the same value, however it is written."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, bytes) and _parsed(self) == _parsed(other)

    __hash__ = bytes.__hash__


class AnyBody(bytes):
    """Equal to whatever was sent: what is signed differs each time."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = bytes.__hash__


@pytest.mark.parametrize("path", CONVERSATIONS, ids=lambda path: path.stem)
def test_conversation(path: Path, config: dict[str, Any], waits: list[float]) -> None:
    said = _json(path)
    with HttpMocker() as mocker:
        expected = [_expect(mocker, exchange) for exchange in said["exchanges"]]
        output = _sync(said, config)
        for request, exchange in zip(expected, said["exchanges"], strict=True):
            if exchange["times"] == "exactly":
                mocker.assert_number_of_calls(request, len(exchange["responses"]))

    records = [message.record.data for message in output.records]
    assert _in_any_order(records) == _in_any_order(_json(RESOURCES / said["records"]))
    failures = {message.trace.error.failure_type.value for message in output.errors}
    assert failures >= ({said["failure"]} if said["failure"] else set())
    assert bool(failures) is bool(said["failure"]), output.get_formatted_error_message()
    assert max(waits, default=0) >= said["waits"]


def _sync(said: dict[str, Any], config: dict[str, Any]) -> EntrypointOutput:
    name = said["stream"]
    mode = SyncMode[said["sync_mode"]]
    catalog = CatalogBuilder().with_stream(name, mode).build()
    state = StateBuilder()
    if said["state"] is not None:
        state = state.with_stream_state(name, said["state"])
    source = ConcurrentDeclarativeSource(
        catalog=catalog,
        config=config,
        state=state.build(),
        source_config=_manifest_of(name),
    )
    return read(
        source,
        config,
        catalog,
        state.build(),
        expected_outcome=ExpectedOutcome.ALLOW_ANY,
    )


def _manifest_of(stream: str) -> dict[str, Any]:
    """The manifest with this stream alone, and whatever it refers to.

    The CDK copies all that a manifest holds, which takes seconds where streams are many.
    """
    manifest = _manifest()
    names = ({"$ref": f"#/definitions/streams/{stream}"}, stream)
    streams = [
        held
        for entry in manifest["streams"]
        for held in entry.get("streams", [entry])
        if held in names or held.get("name") in names
    ]
    assert streams, f"the manifest has no stream {stream}"
    definitions = manifest.get("definitions", {})
    needed = _referred(streams, set())
    return {
        **manifest,
        "streams": streams,
        "definitions": {
            **definitions,
            "streams": _only(
                needed, "definitions/streams", definitions.get("streams", {})
            ),
        },
        "schemas": _only(needed, "schemas", manifest.get("schemas", {})),
    }


def _referred(node: Any, seen: set[str]) -> set[str]:
    """Whatever the node refers to, directly or not."""
    if isinstance(node, list):
        for held in node:
            _referred(held, seen)
    elif isinstance(node, dict):
        for held in node.values():
            _referred(held, seen)
    elif isinstance(node, str) and node.startswith("#/") and node not in seen:
        seen.add(node)
        _referred(_at(node), seen)
    return seen


def _at(reference: str) -> Any:
    node = _manifest()
    for key in reference.removeprefix("#/").split("/"):
        node = node.get(key, {})
    return node


def _only(needed: set[str], place: str, held: dict[str, Any]) -> dict[str, Any]:
    depth = place.count("/") + 2
    names = {
        reference.split("/")[depth]
        for reference in needed
        if reference.startswith(f"#/{place}/")
    }
    return {name: held[name] for name in held if name in names}


@cache
def _manifest() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(MANIFEST.read_text(encoding="utf-8"), Loader=loader)


def _expect(mocker: HttpMocker, exchange: dict[str, Any]) -> HttpRequest:
    asked = exchange["request"]
    body = asked["body"]
    if isinstance(body, str):
        body = AnyBody() if body == "any" else FormBody(body.encode())
    elif body is not None:
        body = JsonBody(json.dumps(body).encode())
    request = HttpRequest(asked["url"], asked["query"], asked["headers"], body)
    answers = [
        HttpResponse(
            (RESOURCES / answer["body"]).read_text(encoding="utf-8"),
            answer["status"],
            answer["headers"],
        )
        for answer in exchange["responses"]
    ]
    (mocker.post if asked["method"] == "POST" else mocker.get)(request, answers)
    return request


def _fields(form: bytes) -> list[tuple[str, str]]:
    return sorted(parse_qsl(form.decode(), keep_blank_values=True))


def _parsed(body: bytes) -> Any:
    """What the body says; a form says nothing in JSON and is compared as it is."""
    try:
        return json.loads(body)
    except ValueError:
        return bytes(body)


def _in_any_order(records: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(record, sort_keys=True) for record in records)


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
