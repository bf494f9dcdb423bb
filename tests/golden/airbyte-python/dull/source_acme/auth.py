"""How the source proves who it is to Acme."""

from __future__ import annotations

import typing as t

from airbyte_cdk.sources.streams.http.requests_native_auth import TokenAuthenticator

if t.TYPE_CHECKING:
    from collections.abc import Mapping

    from requests.auth import AuthBase


def authenticator(config: Mapping[str, t.Any]) -> AuthBase:
    """Take the credentials from the configuration."""
    return TokenAuthenticator(token=config["access_token"])
