"""What a task does when the source is out of order."""

from __future__ import annotations

import logging
import typing as t

import pytest
import requests
from airflow.sdk.exceptions import AirflowFailException

from .conftest import FACTS, SECRETS, STREAMS, Tasks
from .provider_under_test import Hook
from .support.played_auth import renews
from .support.played_source import PlayedSource, status
from .support.shapes import one_of_each
from .test_reading import whole

if t.TYPE_CHECKING:
    from .support.played_request import PlayedRequest

_BY_NAME = {stream["name"]: stream for stream in FACTS["streams"]}
#: One stream of each way of paging is enough to meet trouble.
SOME = one_of_each(FACTS["streams"], "pagination")


def _paged_by(*kinds: str) -> list[str]:
    return [name for name in SOME if _BY_NAME[name]["pagination"]["kind"] in kinds]


PAGED = _paged_by("page-number", "offset", "cursor", "next-url", "link-header")
LINKED = _paged_by("next-url", "link-header")
CHAINED = [*_paged_by("cursor"), *LINKED]
RETRY_AFTER = FACTS["rateLimit"].get("retryAfter", "Retry-After")


def _broken(asked: PlayedRequest) -> requests.Response:
    msg = f"reset while reading {asked.url} with {dict(asked.headers)}"
    raise requests.exceptions.ConnectionError(msg)


@pytest.mark.parametrize("kind", ["limited", "unavailable", "cut off", "malformed"])
@pytest.mark.parametrize("stream", SOME)
def test_troubles_pass(
    source: PlayedSource, tasks: Tasks, kind: str, stream: str
) -> None:
    made = {
        "limited": status(source, 429, lambda: {RETRY_AFTER: "37"}),
        "unavailable": status(source, 503),
        "cut off": _broken,
        "malformed": lambda asked: source.response(asked, 200, b'{"da'),
    }[kind]
    nth = 2 if stream in PAGED and source.streams[stream].pages else 1
    source.fault(made, stream=stream, nth=nth)
    assert whole(source, tasks.run(stream), stream)
    assert source.clock.waited >= (37 if kind == "limited" else 1)


def test_what_stays_broken_may_be_tried_again_by_airflow(
    source: PlayedSource, tasks: Tasks, caplog: pytest.LogCaptureFixture
) -> None:
    source.fault(_broken, stream=SOME[0], times=10_000)
    with caplog.at_level(logging.INFO), pytest.raises(Exception) as raised:
        tasks.run(SOME[0])
    assert not isinstance(raised.value, AirflowFailException)
    told = f"{raised.value}{caplog.text}"
    assert [secret for secret in SECRETS if secret in told] == []
    assert tasks.files(SOME[0]) == []


@pytest.mark.skipif(not renews(_BY_NAME[SOME[0]]["auth"]), reason="no token to renew")
def test_an_ended_token_is_renewed(source: PlayedSource, tasks: Tasks) -> None:
    source.fault(lambda _: source.auth.revoke(), stream=SOME[0], nth=1)
    source.fault(
        lambda asked: (
            None
            if source.auth.allows(_BY_NAME[SOME[0]]["auth"], asked)
            else source.response(asked, 401, {})
        ),
        stream=SOME[0],
        times=10_000,
    )
    assert whole(source, tasks.run(SOME[0]), SOME[0])
    assert source.auth.issued >= 2


def test_a_wrong_credential_fails_without_retries(
    source: PlayedSource, tasks: Tasks
) -> None:
    if not SECRETS:
        pytest.skip("the source asks for no credential")
    source.fault(status(source, 401), times=10_000)
    with pytest.raises(AirflowFailException, match="401") as raised:
        tasks.run(SOME[0])
    ok, told = Hook().test_connection()
    assert not ok
    assert "401" in told
    assert [secret for secret in SECRETS if secret in f"{raised.value}{told}"] == []


def test_a_forbidden_stream_fails_without_retries(
    source: PlayedSource, tasks: Tasks
) -> None:
    forbidden = STREAMS[-1]
    rules = [rule for rule in _BY_NAME[forbidden]["errors"] if 403 in rule["statuses"]]
    if rules and rules[0]["action"] != "skip":
        pytest.skip("the source means something else by it")
    source.fault(status(source, 403), stream=forbidden, times=10_000)
    with pytest.raises(AirflowFailException, match=forbidden):
        tasks.run(forbidden)
    if _BY_NAME[forbidden]["parents"]:
        assert tasks.run(forbidden, allow_left_out=True)["left_out"] != []


@pytest.mark.parametrize("stream", LINKED)
def test_a_link_to_another_host_is_not_followed(
    source: PlayedSource, tasks: Tasks, stream: str
) -> None:
    host = source.streams[stream].facts["baseUrl"].split("/")[2]
    source.rewrite(
        stream, lambda text: text.replace(f"//{host}/", "//elsewhere.example/")
    )
    with pytest.raises(AirflowFailException):
        tasks.run(stream)
    assert [asked.url for asked in source.asked if "elsewhere" in asked.url] == []


@pytest.mark.parametrize("stream", CHAINED)
def test_going_round_in_circles_ends(
    source: PlayedSource, tasks: Tasks, stream: str
) -> None:
    pages: list[requests.Response] = []

    def stuck(asked: PlayedRequest) -> requests.Response | None:
        if pages:
            return pages[0]
        if source.streams[stream].holds(asked):
            pages.append(source.clean_response(asked))
        return None

    source.fault(stuck, stream=stream, times=10_000)
    with pytest.raises(AirflowFailException):
        tasks.run(stream)
