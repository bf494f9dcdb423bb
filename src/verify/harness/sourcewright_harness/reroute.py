"""Sends requests for known origins to loopback, and refuses every other connection.

The connector keeps its real base URL: it sees the answers as if the real source had given them.
"""

from __future__ import annotations

import functools
import ipaddress
import itertools
import sys
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar

from . import clock
from .journal import Journal
from .output import die

DEFAULT_PORTS = {"http": 80, "https": 443}


def origin(url: SplitResult) -> str:
    host = (url.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    port = "" if url.port in (None, DEFAULT_PORTS.get(url.scheme)) else f":{url.port}"
    return f"{url.scheme.lower()}://{host}{port}"


def is_loopback(host: object) -> bool:
    if host in ("localhost", "", None):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def install(
    routes: Mapping[str, str], journal: Journal, *, loopback: bool, most: int | None = None
) -> None:
    """From here on, only `routes` (and loopback itself, where allowed) can be reached.

    More than `most` requests end the process: it reads in circles.
    """
    send = _counted(HTTPAdapter.send, journal, most) if most else HTTPAdapter.send
    HTTPAdapter.send = _rerouted(send, routes, journal, loopback=loopback)
    sys.addaudithook(_refuse_other_hosts)


def _counted(
    send: Callable[..., requests.Response], journal: Journal, most: int
) -> Callable[..., requests.Response]:
    numbers = itertools.count(1)

    @functools.wraps(send)
    def counted_send(*args: Any, **kwargs: Any) -> requests.Response:
        if next(numbers) > most:
            journal.write(kind="endless", requests=most)
            die()
        return send(*args, **kwargs)

    return counted_send


def _rerouted(
    send: Callable[..., requests.Response],
    routes: Mapping[str, str],
    journal: Journal,
    *,
    loopback: bool,
) -> Callable[..., requests.Response]:
    @functools.wraps(send)
    def rerouted_send(
        self: HTTPAdapter, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        asked = {"kind": "request", "method": request.method, "url": request.url}
        asked["started"] = clock.now()
        target = urlsplit(request.url or "")
        route = routes.get(origin(target))
        if route is None and not (loopback and is_loopback(target.hostname)):
            journal.write(**asked, error="refused", ended=clock.now())
            message = f"{origin(target)} is no part of the simulated source"
            raise requests.exceptions.ConnectionError(message, request=request)
        sent = request if route is None else _redirected(request, target, route)
        # A proxy of this machine has no business between a connector and loopback.
        kwargs["proxies"] = {}
        try:
            response = send(self, sent, *args, **kwargs)
        except Exception as error:
            journal.write(**asked, error=type(error).__name__, ended=clock.now())
            raise
        journal.write(**asked, status=response.status_code, ended=clock.now())
        return _put_back(response, request)

    return rerouted_send


def _redirected(
    request: requests.PreparedRequest, target: SplitResult, route: str
) -> requests.PreparedRequest:
    redirected = request.copy()
    to = urlsplit(route)
    redirected.url = urlunsplit((to.scheme, to.netloc, target.path or "/", target.query, ""))
    redirected.headers.setdefault("Host", target.netloc.rpartition("@")[2])
    redirected.headers["X-Forwarded-Proto"] = target.scheme
    # The source tells the time as the connector does; it takes this header off before it judges.
    if clock.skipped() > 0:
        redirected.headers["X-Sourcewright-Skipped"] = f"{clock.skipped():.3f}"
    return redirected


def _put_back(response: requests.Response, request: requests.PreparedRequest) -> requests.Response:
    response.url = request.url or ""
    response.request = request
    response.cookies = RequestsCookieJar()
    extract_cookies_to_jar(response.cookies, request, response.raw)
    return response


def _refuse_other_hosts(event: str, args: tuple[Any, ...]) -> None:
    """Whatever does not go through requests ends here."""
    if event == "socket.getaddrinfo" and not is_loopback(_text(args[0])):
        raise ConnectionRefusedError(f"{_text(args[0])} is out of bounds while verifying")
    if event == "socket.connect" and isinstance(args[1], tuple) and not is_loopback(args[1][0]):
        raise ConnectionRefusedError(f"{args[1][0]} is out of bounds while verifying")


def _text(host: object) -> object:
    return host.decode(errors="replace") if isinstance(host, bytes) else host
