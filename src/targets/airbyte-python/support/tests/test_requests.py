"""What is sent, and what is made of the answers."""

from __future__ import annotations

import typing as t

import pytest
import requests
from airbyte_cdk.utils.airbyte_secrets_utils import filter_secrets, update_secrets

from source.api_key import ApiKey
from source.errors import ErrorRule
from source.limiter import Limiter, Quota
from source.oauth import OAuthToken
from source.params import Body
from source.refreshable import Refreshable
from source.retry import RateHeaders, Retries
from source.several import Several
from source.values import Setting
from testing.fake_clock import FakeClock
from testing.source_run import run, run_source

from .conftest import AnyStream, Api, answer, source_of

KEY = "s p/e+cial"


def _key(config: t.Mapping[str, t.Any]) -> ApiKey:
    return ApiKey("key", KEY, place="query")


def _token(config: t.Mapping[str, t.Any]) -> Refreshable:
    url = "https://login.acme.example/token"
    return Refreshable(OAuthToken(token_url=url, form={}))


class Orders(AnyStream):
    """A list that wants a key in the query."""

    name = "orders"
    path = "/orders"
    authenticator = staticmethod(_key)


def _read(*streams: type[AnyStream], **config: t.Any) -> t.Any:
    return run_source(source_of(*streams), config)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 503])
def test_no_failure_tells_a_key_of_the_url(api: Api, status: int) -> None:
    api.instead["/orders"] = [lambda _: answer({"no": KEY}, status=status)] * 99
    done = _read(Orders)
    assert done.error is not None
    assert f"{status}" in done.told
    assert "s+p%2Fe%2Bcial" not in done.told
    assert KEY not in done.told


def test_encoded_keys_are_filtered_from_logs() -> None:
    update_secrets([])
    ApiKey("key", KEY, place="query")
    assert "cial" not in filter_secrets("https://x.example/?key=s+p%2Fe%2Bcial")


def test_a_refused_credential_is_a_matter_of_configuration(api: Api) -> None:
    api.instead["/orders"] = [lambda _: answer({}, status=401)] * 9
    done = _read(Orders)
    [failure] = [one["error"] for one in done.of_type("trace") if one.get("error")]
    assert failure["failure_type"] == "config_error"


def test_cookies_are_not_sent_twice_when_a_request_is_sent_again() -> None:
    request = requests.Request("GET", "https://api.acme.example").prepare()
    proof = Several(ApiKey("a", "1", place="cookie"), ApiKey("b", "2", place="cookie"))
    proof(request)
    proof(request)
    assert request.headers["Cookie"] == "a=1; b=2"


def test_a_token_is_renewed_once_and_the_request_signed_anew(api: Api) -> None:
    issued = iter(("one", "two", "three"))
    give = [lambda _: answer({"access_token": next(issued), "expires_in": 3600})] * 9
    api.instead["/token"] = t.cast("t.Any", give)
    api.lists["/orders"] = [{"id": "1"}]
    api.instead["/orders"] = [lambda _: answer({}, status=401)]

    class Guarded(AnyStream):
        name = "orders"
        path = "/orders"
        authenticator = staticmethod(_token)

    done = _read(Guarded)
    assert done.error is None
    assert api.requests[-1].headers["Authorization"] == "Bearer two"
    assert api.asked == ["/token", "/orders", "/token", "/orders"]


class Guarded(AnyStream):
    """A list behind a token."""

    name = "guarded"
    path = "/guarded"
    authenticator = staticmethod(_token)


@pytest.mark.parametrize(("status", "failure"), [(400, "config"), (503, "system")])
def test_what_the_token_endpoint_says_tells_whose_matter_it_is(
    api: Api, status: int, failure: str
) -> None:
    api.instead["/token"] = [lambda _: answer({}, status=status)] * 99
    done = _read(Guarded)
    [told] = [one["error"] for one in done.of_type("trace") if one.get("error")]
    assert told["failure_type"] == f"{failure}_error"
    assert str(status) in told["message"]


def test_waits_as_long_as_it_is_told(api: Api, fake: FakeClock) -> None:
    api.lists["/orders"] = []
    api.instead["/orders"] = [
        lambda _: answer({}, status=429, headers={"Retry-After": "37"})
    ]
    assert _read(Orders).error is None
    assert fake.waited >= 37


def test_a_wait_that_no_run_can_take_is_an_error(api: Api, fake: FakeClock) -> None:
    api.instead["/orders"] = [
        lambda _: answer({}, status=429, headers={"Retry-After": "86400"})
    ]
    assert "asks to wait for 86400 seconds" in _read(Orders).told
    assert fake.waited == 0


def test_pauses_when_the_last_request_for_now_was_sent(
    api: Api, fake: FakeClock
) -> None:
    class Counted(AnyStream):
        name = "orders"
        path = "/orders"
        retries = Retries(
            headers=RateHeaders(
                remaining="X-Left", reset="X-Reset", reset_unit="seconds-left"
            )
        )

    api.lists["/orders"] = []
    spent = {"X-Left": "0", "X-Reset": "45"}
    api.instead["/orders"] = [lambda _: answer([], headers=spent)]
    assert _read(Counted).error is None
    assert fake.waited == 0
    assert _read(Counted).error is None
    assert fake.waited >= 45


def test_stays_within_a_quota(api: Api, fake: FakeClock) -> None:
    class Slow(AnyStream):
        name = "orders"
        path = "/orders"
        limiter = Limiter(Quota(requests=1, seconds=30))

    api.lists["/orders"] = []
    for _ in range(3):
        assert _read(Slow).error is None
    assert fake.waited >= 60


def test_a_redirect_to_another_host_is_refused(api: Api) -> None:
    away = {"Location": "https://elsewhere.example/orders"}
    api.instead["/orders"] = [lambda _: answer({}, status=302, headers=away)]
    assert "another host" in _read(Orders).told
    assert len(api.requests) == 1


def test_an_empty_json_body_is_sent(api: Api) -> None:
    class Search(AnyStream):
        name = "search"
        path = "/search"
        http_method = "POST"
        body: t.ClassVar[t.Any] = {}

    api.lists["/search"] = []
    assert _read(Search).error is None
    assert api.requests[0].body == "{}"
    assert api.requests[0].headers["Content-Type"] == "application/json"


def test_defaults_of_settings_count(api: Api) -> None:
    class Search(AnyStream):
        name = "search"
        path = "/search"
        http_method = "POST"
        inputs = ((Body("page.size"), Setting("size")),)

    api.lists["/search"] = []
    source = source_of(Search, properties={"size": {"type": "integer", "default": 7}})
    assert run_source(source, {}).error is None
    assert api.requests[0].body == '{"page": {"size": 7}}'


def test_statuses_mean_what_the_rules_say(api: Api) -> None:
    class Ruled(AnyStream):
        name = "orders"
        path = "/orders"
        errors = (ErrorRule((404,), "empty"), ErrorRule((418,), "skip", "No tea."))

    api.instead["/orders"] = [lambda _: answer({}, status=404)]
    done = _read(Ruled)
    assert done.error is None
    assert done.records("orders") == []
    api.instead["/orders"] = [lambda _: answer({}, status=418)]
    assert "No tea." in _read(Ruled).told


def test_large_numbers_keep_their_digits(api: Api) -> None:
    number = 2**70
    api.instead["/orders"] = [lambda _: answer(f'[{{"id": {number}}}]'.encode())]
    assert _read(Orders).records("orders") == [{"id": number}]


def test_records_that_are_no_objects_are_told(api: Api) -> None:
    api.lists["/orders"] = ["a", "b"]
    assert "no objects" in _read(Orders).told


class Others(AnyStream):
    """A list beside it."""

    name = "others"
    path = "/others"


def test_a_check_needs_one_stream_that_can_be_read(api: Api) -> None:
    source = source_of(Orders, Others)
    api.instead["/orders"] = [lambda _: answer({}, status=403)] * 2
    assert '"FAILED"' in run(source(), "check", config={}).told
    api.lists["/others"] = []
    assert '"SUCCEEDED"' in run(source(), "check", config={}).told


def test_streams_want_their_settings(api: Api) -> None:
    class Wanting(Orders):
        name = "wanting"
        needs_settings = ("account",)

    source = source_of(Wanting, Others)()
    assert [stream.name for stream in source.streams({})] == ["others"]
    given = source.streams({"account": "7"})
    assert [stream.name for stream in given] == ["wanting", "others"]


def test_what_stays_out_of_order_is_given_up(api: Api, fake: FakeClock) -> None:
    api.instead["/orders"] = [lambda _: answer({}, status=503)] * 99
    told = _read(Orders).told
    assert "503 for GET /orders; given up after 8 tries" in told
    assert 120 < fake.waited < 180


def test_a_check_tells_in_plain_words(api: Api) -> None:
    api.instead["/orders"] = [lambda _: answer({}, status=401)]
    [status] = [
        message["connectionStatus"]
        for message in run(source_of(Orders)(), "check", config={}).messages
        if message["type"] == "CONNECTION_STATUS"
    ]
    told = "401 Unauthorized for GET /orders; the credentials were not accepted"
    assert status == {"status": "FAILED", "message": told}
