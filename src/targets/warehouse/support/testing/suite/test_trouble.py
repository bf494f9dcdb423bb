"""What the pipeline does when the source is out of order."""

from __future__ import annotations

import logging
import typing as t

import pytest
import requests

from .conftest import CONFIG, FACTS, STREAMS
from .pipeline_under_test import Exit
from .support.pipeline_run import Warehouse
from .support.played_auth import renews
from .support.played_source import PlayedSource, status
from .support.shapes import one_of_each
from .test_loading import wrong

if t.TYPE_CHECKING:
    from .support.played_request import PlayedRequest

_BY_NAME = {stream["name"]: stream for stream in FACTS["streams"]}
#: One stream of each way of paging is enough to meet trouble.
SOME = one_of_each(FACTS["streams"], "pagination")


def _paged_by(*kinds: str) -> list[str]:
    return [name for name in SOME if _BY_NAME[name]["pagination"]["kind"] in kinds]


PAGED = _paged_by("page-number", "offset", "cursor", "next-url", "link-header")
CHAINED = _paged_by("cursor", "next-url", "link-header")
LINKED = _paged_by("next-url", "link-header")
UNKNOWN = _paged_by("unknown")
SECRETS = [CONFIG[name] for name in FACTS["secrets"] if name in CONFIG]
RATE: dict[str, t.Any] = FACTS["rateLimit"]
RETRY_AFTER = RATE.get("retryAfter", "Retry-After")


def _broken(asked: PlayedRequest) -> requests.Response:
    msg = f"reset while reading {asked.url} with {dict(asked.headers)}"
    raise requests.exceptions.ConnectionError(msg)


@pytest.mark.parametrize("kind", ["limited", "unavailable", "cut off", "malformed"])
def test_troubles_pass(source: PlayedSource, warehouse: Warehouse, kind: str) -> None:
    made = {
        "limited": status(source, 429, lambda: {RETRY_AFTER: "37"}),
        "unavailable": status(source, 503),
        "cut off": _broken,
        "malformed": lambda asked: source.response(asked, 200, b'{"da'),
    }[kind]
    for stream in SOME:
        nth = 2 if stream in PAGED and source.streams[stream].pages else 1
        source.fault(made, stream=stream, nth=nth)
    assert warehouse.load(*SOME) == Exit.LOADED
    assert wrong(source, warehouse, *SOME) == []
    assert source.clock.waited >= (37 if kind == "limited" else 1)


def test_gives_up_on_what_stays_broken_and_tells_no_secret(
    source: PlayedSource, warehouse: Warehouse, capsys: pytest.CaptureFixture[str]
) -> None:
    source.fault(_broken, stream=SOME[0], times=10_000)
    assert warehouse.load(SOME[0]) == Exit.FAILED
    told = capsys.readouterr()
    assert "given up" in told.err
    assert [secret for secret in SECRETS if secret in told.out + told.err] == []


@pytest.mark.skipif(not renews(_BY_NAME[SOME[0]]["auth"]), reason="no token to renew")
def test_an_ended_token_is_renewed(source: PlayedSource, warehouse: Warehouse) -> None:
    def ended(_: PlayedRequest) -> None:
        source.auth.revoke()

    source.fault(ended, stream=SOME[0], nth=1)
    source.fault(
        lambda asked: (
            None
            if source.auth.allows(_BY_NAME[SOME[0]]["auth"], asked)
            else source.response(asked, 401, {})
        ),
        stream=SOME[0],
        times=10_000,
    )
    assert warehouse.load(SOME[0]) == Exit.LOADED
    assert wrong(source, warehouse, SOME[0]) == []
    assert source.auth.issued >= 2


def test_a_wrong_credential_fails(
    source: PlayedSource, warehouse: Warehouse, capsys: pytest.CaptureFixture[str]
) -> None:
    if not SECRETS:
        pytest.skip("the source asks for no credential")
    source.fault(status(source, 401), times=10_000)
    assert warehouse.load() == Exit.FAILED
    assert warehouse.load(options=("--check",)) == Exit.FAILED
    told = capsys.readouterr().err
    assert "401" in told
    assert [secret for secret in SECRETS if secret in told] == []


def test_a_forbidden_stream_is_left_out_and_told(
    source: PlayedSource, warehouse: Warehouse, capsys: pytest.CaptureFixture[str]
) -> None:
    forbidden = STREAMS[-1]
    rules = [rule for rule in _BY_NAME[forbidden]["errors"] if 403 in rule["statuses"]]
    if rules and rules[0]["action"] != "skip":
        pytest.skip("the source means something else by it")
    source.fault(status(source, 403), stream=forbidden, times=10_000)
    assert warehouse.load(*STREAMS) == Exit.INCOMPLETE
    assert forbidden in capsys.readouterr().err
    assert wrong(source, warehouse, *STREAMS[:-1]) == []
    assert warehouse.rows(forbidden) == []


def test_an_unknown_field_gets_a_column_and_is_told(
    source: PlayedSource, warehouse: Warehouse, capsys: pytest.CaptureFixture[str]
) -> None:
    known = [name for name in SOME if source.streams[name].facts["example"]]
    for name in known:
        for record in source.streams[name].records:
            record["quite_new"] = "kept"
    assert warehouse.load(*SOME) == Exit.LOADED
    assert wrong(source, warehouse, *SOME) == []
    assert not known or "quite_new" in capsys.readouterr().err


@pytest.mark.parametrize("stream", LINKED)
def test_a_link_to_another_host_is_not_followed(
    source: PlayedSource, warehouse: Warehouse, stream: str
) -> None:
    host = source.streams[stream].facts["baseUrl"].split("/")[2]
    source.rewrite(
        stream, lambda text: text.replace(f"//{host}/", "//elsewhere.example/")
    )
    assert warehouse.load(stream) == Exit.FAILED
    assert [asked.url for asked in source.asked if "elsewhere" in asked.url] == []


@pytest.mark.parametrize("stream", CHAINED)
def test_going_round_in_circles_ends(
    source: PlayedSource, warehouse: Warehouse, stream: str
) -> None:
    pages: list[requests.Response] = []

    def stuck(asked: PlayedRequest) -> requests.Response | None:
        if pages:
            return pages[0]
        if source.streams[stream].holds(asked):
            pages.append(source.clean_response(asked))
        return None

    source.fault(stuck, stream=stream, times=10_000)
    assert warehouse.load(stream) == Exit.FAILED


@pytest.mark.parametrize("stream", UNKNOWN)
def test_a_page_that_may_not_be_all_is_told(
    source: PlayedSource,
    warehouse: Warehouse,
    stream: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for held in source.streams[stream].lists.values():
        held.extend(held * 9)
    assert warehouse.load(stream) == Exit.INCOMPLETE
    assert stream in capsys.readouterr().err


@pytest.mark.parametrize("secret", SECRETS[:1])
def test_a_secret_in_a_message_is_masked(
    source: PlayedSource,
    warehouse: Warehouse,
    secret: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def answer(asked: PlayedRequest) -> requests.Response:
        logging.getLogger("some.library").warning("%s", secret)
        return source.clean_response(asked)

    source.fault(answer, stream=SOME[0])
    assert warehouse.load(SOME[0]) == Exit.LOADED
    assert secret not in capsys.readouterr().err
