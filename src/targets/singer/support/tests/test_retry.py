"""Waiting."""

from __future__ import annotations

import datetime
import typing as t
from email.utils import format_datetime

import pytest
import requests
from singer_sdk.exceptions import FatalAPIError, RetriableAPIError

from tap.errors import RateLimitedError, TokenExpiredError
from tap.retry import RateHeaders, Retries

from .conftest import answer

if t.TYPE_CHECKING:
    from testing.fake_clock import FakeClock


def _failing(*failures: Exception) -> t.Callable[[], str]:
    left = list(failures)

    def attempt() -> str:
        if left:
            raise left.pop(0)
        return "done"

    return attempt


def _quiet(*_: object) -> None:
    pass


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        ({"Retry-After": "37"}, 37),
        ({"Retry-After": "0.5"}, 0.5),
        ({"Retry-After": "-3"}, 0),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_advice_in_seconds(headers: dict[str, str], wanted: float | None) -> None:
    assert RateHeaders().advice(answer(headers=headers)) == wanted


def test_advice_as_a_date_is_told_by_the_sources_clock() -> None:
    sent = datetime.datetime(2031, 5, 1, 12, tzinfo=datetime.UTC)
    until = sent + datetime.timedelta(seconds=90)
    headers = {
        "Date": format_datetime(sent, usegmt=True),
        "Retry-After": format_datetime(until, usegmt=True),
    }
    assert RateHeaders().advice(answer(headers=headers)) == 90


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("seconds-left", "45"),
        ("epoch-seconds", "1900000045"),
        ("epoch-milliseconds", "1900000045000"),
        ("date", "2030-03-17T17:47:25Z"),
    ],
)
def test_advice_by_reset(unit: t.Any, told: str) -> None:
    sent = datetime.datetime.fromtimestamp(1900000000, tz=datetime.UTC)
    headers = {"Date": format_datetime(sent, usegmt=True), "X-Reset": told}
    rate = RateHeaders(reset="X-Reset", reset_unit=unit)
    assert rate.advice(answer(headers=headers)) == 45


def test_no_answer_gives_no_advice() -> None:
    assert RateHeaders(reset="X-Reset").advice(None) is None


def test_the_last_request_of_a_window_is_known() -> None:
    rate = RateHeaders(remaining="X-Left", reset="X-Reset", reset_unit="seconds-left")
    assert rate.exhausted(answer(headers={"X-Left": "0", "X-Reset": "20"})) == 20
    assert rate.exhausted(answer(headers={"X-Left": "1", "X-Reset": "20"})) is None
    assert rate.exhausted(answer(headers={"X-Left": "0"})) is None


def test_waits_as_told(fake: FakeClock) -> None:
    limited = RateLimitedError("429", answer(headers={"Retry-After": "37"}))
    assert Retries().run(_failing(limited, limited), _quiet) == "done"
    assert 74 <= fake.waited < 78


def test_waits_longer_each_time_without_advice(fake: FakeClock) -> None:
    broken = RetriableAPIError("503", answer(status=503))
    assert Retries().run(_failing(broken, broken, broken), _quiet) == "done"
    assert fake.waited == 1 + 2 + 4


def test_a_quota_s_reset_says_nothing_of_other_troubles(fake: FakeClock) -> None:
    told = answer(headers={"X-Reset": "1"})
    broken = [RetriableAPIError("no JSON", told)] * 100
    retries = Retries(headers=RateHeaders(reset="X-Reset", reset_unit="seconds-left"))
    with pytest.raises(FatalAPIError):
        retries.run(_failing(*broken), _quiet)
    assert fake.waited < 200


def test_outlasts_the_documented_window(fake: FakeClock) -> None:
    def limited_for_an_hour() -> str:
        if fake.waited < 3600:
            raise RateLimitedError("429", answer(status=429))
        return "done"

    assert Retries(window=3600).run(limited_for_an_hour, _quiet) == "done"


def test_gives_up(fake: FakeClock) -> None:
    broken = [RetriableAPIError("503", answer(status=503))] * 100
    with pytest.raises(FatalAPIError, match="given up after"):
        Retries().run(_failing(*broken), _quiet)
    assert 60 <= fake.waited <= 120


def test_gives_up_when_told_to_come_back_tomorrow() -> None:
    late = RateLimitedError("429", answer(headers={"Retry-After": "86400"}))
    with pytest.raises(FatalAPIError, match="429"):
        Retries().run(_failing(late), _quiet)


def test_connection_errors_are_told_without_their_url() -> None:
    told: list[str] = []
    error = requests.exceptions.ConnectionError("no route to /?api_key=hidden")
    attempt = _failing(error, error)
    assert Retries().run(attempt, lambda *words: told.append(str(words))) == "done"
    assert "ConnectionError" in told[0]
    assert "hidden" not in "".join(told)


def test_an_unrenewed_token_is_no_matter_of_waiting(fake: FakeClock) -> None:
    with pytest.raises(FatalAPIError, match="401"):
        Retries().run(_failing(TokenExpiredError("401", answer(status=401))), _quiet)
    assert fake.waited == 0


def test_a_pause_holds_for_every_request(fake: FakeClock) -> None:
    retries = Retries()
    retries.pause(12)
    assert retries.run(_failing(), _quiet) == "done"
    assert fake.waited == 12
