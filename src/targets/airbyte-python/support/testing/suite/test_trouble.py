"""What the source does when the API is out of order."""

from __future__ import annotations

import logging
import typing as t
from datetime import timedelta
from email.utils import format_datetime

import pytest
import requests

from .conftest import CONFIG, FACTS, STREAMS, Source
from .support.played_auth import renews
from .support.played_source import PlayedSource, status
from .support.shapes import one_of_each
from .support.source_run import run_source, same

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


def _reads_all(source: PlayedSource, stream: str) -> None:
    run = run_source(Source, CONFIG, streams=[stream])
    assert run.error is None
    assert same(run.records(stream)) == same(source.streams[stream].records)


@pytest.mark.parametrize("stream", SOME)
def test_waits_as_long_as_the_source_says(source: PlayedSource, stream: str) -> None:
    header = RATE.get("retryAfter", "Retry-After")
    source.fault(status(source, 429, lambda: {header: "37"}), stream=stream)
    _reads_all(source, stream)
    assert source.clock.waited >= 37


def test_waits_until_a_date(source: PlayedSource) -> None:
    header = RATE.get("retryAfter", "Retry-After")

    def until() -> dict[str, str]:
        return {
            header: format_datetime(
                source.clock.now() + timedelta(seconds=90), usegmt=True
            )
        }

    source.fault(status(source, 429, until), stream=SOME[0])
    _reads_all(source, SOME[0])
    assert source.clock.waited >= 89


def test_outlasts_a_limit_without_advice(source: PlayedSource) -> None:
    window = min(
        max([quota["seconds"] for quota in RATE.get("quotas", [])] or [60]), 3600
    )

    def limited(asked: PlayedRequest) -> requests.Response | None:
        over = source.clock.monotonic() >= window
        return None if over else source.response(asked, 429, {})

    source.fault(limited, stream=SOME[0], times=10_000)
    _reads_all(source, SOME[0])


@pytest.mark.skipif("reset" not in RATE, reason="the source tells no reset")
def test_waits_for_the_reset(source: PlayedSource) -> None:
    unit = RATE.get("reset", {}).get("unit")

    def headers() -> dict[str, str]:
        at = source.clock.now() + timedelta(seconds=45)
        told = {
            "seconds-left": "45",
            "epoch-seconds": str(int(at.timestamp())),
            "epoch-milliseconds": str(int(at.timestamp() * 1000)),
            "date": format_datetime(at, usegmt=True),
        }[unit]
        return {RATE["reset"]["header"]: told}

    source.fault(status(source, 429, headers), stream=SOME[0])
    _reads_all(source, SOME[0])
    assert source.clock.waited >= 44


@pytest.mark.parametrize("code", [500, 502, 503, 504])
def test_server_errors_pass(source: PlayedSource, code: int) -> None:
    source.fault(status(source, code), stream=SOME[0], times=2)
    _reads_all(source, SOME[0])


@pytest.mark.parametrize("stream", PAGED)
def test_a_broken_connection_is_made_anew(source: PlayedSource, stream: str) -> None:
    def broken(asked: PlayedRequest) -> requests.Response:
        msg = f"reset while reading {asked.url}"
        raise requests.exceptions.ConnectionError(msg)

    source.fault(broken, stream=stream, nth=2)
    _reads_all(source, stream)


@pytest.mark.parametrize("stream", PAGED)
def test_a_malformed_page_is_read_again(source: PlayedSource, stream: str) -> None:
    source.fault(
        lambda asked: source.response(asked, 200, b'{"da'), stream=stream, nth=2
    )
    _reads_all(source, stream)


def test_gives_up_on_what_stays_broken(source: PlayedSource) -> None:
    source.fault(status(source, 503), stream=SOME[0], times=10_000)
    assert run_source(Source, CONFIG, streams=[SOME[0]]).error is not None


def test_tells_no_secret(
    source: PlayedSource, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(asked: PlayedRequest) -> requests.Response:
        msg = f"no route to {asked.url} with {dict(asked.headers)}"
        raise requests.exceptions.ConnectionError(msg)

    caplog.set_level(logging.DEBUG)
    source.fault(broken, stream=SOME[0], times=10_000)
    run = run_source(Source, CONFIG, streams=[SOME[0]])
    assert run.error is not None
    told = f"{run.told} {run.error.__cause__!r} {caplog.text}"
    assert [secret for secret in SECRETS if secret in told] == []


@pytest.mark.skipif(not renews(_BY_NAME[SOME[0]]["auth"]), reason="no token to renew")
def test_an_ended_token_is_renewed(source: PlayedSource) -> None:
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
    _reads_all(source, SOME[0])
    assert source.auth.issued >= 2


def test_a_wrong_credential_fails(source: PlayedSource) -> None:
    if not SECRETS:
        pytest.skip("the source asks for no credential")
    source.fault(status(source, 401), times=10_000)
    run = run_source(Source, CONFIG)
    assert run.error is not None
    assert [secret for secret in SECRETS if secret in run.told] == []


def test_a_forbidden_stream_is_left_out_and_told(source: PlayedSource) -> None:
    forbidden = STREAMS[-1]
    source.fault(status(source, 403), stream=forbidden, times=10_000)
    run = run_source(Source, CONFIG)
    rules = [rule for rule in _BY_NAME[forbidden]["errors"] if 403 in rule["statuses"]]
    if not rules or rules[0]["action"] == "skip":
        assert run.error is not None
        assert forbidden in str(run.error)
        for name in STREAMS[:-1]:
            assert same(run.records(name)) == same(source.streams[name].records)
    assert run.records(forbidden) == []


@pytest.mark.parametrize("stream", SOME)
def test_an_unknown_field_is_passed_on_and_told(
    source: PlayedSource, stream: str, caplog: pytest.LogCaptureFixture
) -> None:
    if not source.streams[stream].facts["example"]:
        pytest.skip("no field of these records is known")
    caplog.set_level(logging.WARNING)
    for record in source.streams[stream].records:
        record["quite_new"] = "kept"
    _reads_all(source, stream)
    assert "quite_new" in caplog.text


@pytest.mark.parametrize("stream", LINKED)
def test_a_link_to_another_host_is_not_followed(
    source: PlayedSource, stream: str
) -> None:
    host = source.streams[stream].facts["baseUrl"].split("/")[2]
    source.rewrite(
        stream, lambda text: text.replace(f"//{host}/", "//elsewhere.example/")
    )
    run = run_source(Source, CONFIG, streams=[stream])
    assert run.error is not None
    assert [asked.url for asked in source.asked if "elsewhere" in asked.url] == []


def test_a_redirect_to_another_host_is_refused(source: PlayedSource) -> None:
    away = {"Location": "https://elsewhere.example/"}
    source.fault(status(source, 302, lambda: away), stream=SOME[0], times=10_000)
    run = run_source(Source, CONFIG, streams=[SOME[0]])
    assert run.error is not None
    assert [asked.url for asked in source.asked if "elsewhere" in asked.url] == []


@pytest.mark.parametrize("stream", CHAINED)
def test_going_round_in_circles_ends(source: PlayedSource, stream: str) -> None:
    pages: list[requests.Response] = []

    def stuck(asked: PlayedRequest) -> requests.Response | None:
        if pages:
            return pages[0]
        if source.streams[stream].holds(asked):
            pages.append(source.clean_response(asked))
        return None

    source.fault(stuck, stream=stream, times=10_000)
    run = run_source(Source, CONFIG, streams=[stream])
    assert run.error is not None


@pytest.mark.parametrize("stream", UNKNOWN)
def test_a_page_that_may_not_be_all_is_told(source: PlayedSource, stream: str) -> None:
    for held in source.streams[stream].lists.values():
        held.extend(held * 9)
    run = run_source(Source, CONFIG, streams=[stream])
    assert run.error is not None
    assert stream in str(run.error)


@pytest.mark.skipif(not RATE.get("quotas"), reason="no quota is documented")
def test_stays_within_the_quotas(
    source: PlayedSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = next(made for made in Source.stream_types if made.name == SOME[0])
    limiter = t.cast("t.Any", base.limiter)
    times: list[float] = []

    class Counting:
        """Lets requests through when the limiter does, and notes when."""

        def wait(self) -> None:
            limiter.wait()
            times.append(source.clock.monotonic())

    monkeypatch.setattr(base, "limiter", Counting())
    run_source(Source, CONFIG, streams=[SOME[0]])
    assert len(times) >= len(source.asked) > 0
    for _ in range(min(5000, max(quota["requests"] for quota in RATE["quotas"]) + 1)):
        limiter.wait()
        times.append(source.clock.monotonic())
    for quota in RATE["quotas"]:
        size = quota["requests"]
        for begun, ended in zip(times, times[size:], strict=False):
            assert ended - begun >= quota["seconds"]
