"""How the source proves who it is to it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME}
{access_token} */ ''' ../ __import__('os') # | ` <b> é.
"""

from __future__ import annotations

import typing as t

from airbyte_cdk.sources.streams.http.requests_native_auth import BasicHttpAuthenticator

from .support.api_key import ApiKey
from .support.oauth import OAuthToken
from .support.refreshable import Refreshable
from .support.several import Several

if t.TYPE_CHECKING:
    from collections.abc import Mapping

    from requests.auth import AuthBase


def authenticator(config: Mapping[str, t.Any]) -> AuthBase:
    """Take the credentials from the configuration."""
    return Refreshable(
        Several(
            OAuthToken(
                token_url=f"https://{config['lambda']}.acme.example/token?x={{{{y}}}}",
                form={
                    "grant_type": "client_credentials",
                    "scope": 'read a"b',
                    'au"dience': f"{config['lambda']} {{not_a_setting}}",
                },
                client=(config["client_id"], config["client_secret"]),
            ),
            ApiKey('k"ey', config["api_key"], place="query"),
        )
    )


def authenticator_2(config: Mapping[str, t.Any]) -> AuthBase:
    """Take the credentials from the configuration."""
    return BasicHttpAuthenticator(username=config["api_key"], password="")
