"""Links are followed on the base URL's host only: the credentials go with them."""

from __future__ import annotations

import os
import typing as t
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
from requests.utils import get_environ_proxies

from .pages import PaginationError

if t.TYPE_CHECKING:
    from urllib.parse import SplitResult

_PORTS = {"http": 80, "https": 443}


def same_origin(link: str, base: str) -> str:
    """The link made absolute against the base; `http` becomes the base's `https`.

    Raises:
        PaginationError: If it leads to another host or port.
    """
    wanted = urlsplit(base)
    url = urlsplit(urljoin(base, link))
    if (url.scheme, wanted.scheme) == ("http", "https") and url.port in {None, 80}:
        url = url._replace(scheme="https", netloc=url.netloc.removesuffix(":80"))
    if _origin(url) != _origin(wanted) or url.username is not None:
        msg = (
            f"the next page's link leads to another host, {url.hostname}: not followed"
        )
        raise PaginationError(msg)
    return urlunsplit(url)


def _origin(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port or _PORTS.get(url.scheme)


class OriginSession(requests.Session):
    """A session that refuses redirects to another host."""

    def __init__(self, base: str) -> None:
        """Look at this machine's proxies and certificates once, and at no `.netrc`."""
        super().__init__()
        self.trust_env = False
        self.proxies.update(get_environ_proxies(base))
        self.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Where the answer redirects to.

        Raises:
            PaginationError: If that is another host.
        """
        target = super().get_redirect_target(resp)
        return target if target is None else same_origin(target, resp.url)
