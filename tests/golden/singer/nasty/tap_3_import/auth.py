"""How the tap proves who it is to it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME}
{access_token} */ ''' ../ __import__('os') # | ` <b> é.
"""

from __future__ import annotations

import typing as t

from singer_sdk.authenticators import APIKeyAuthenticator

from .support.oauth import OAuthToken
from .support.several import Several

if t.TYPE_CHECKING:
    from collections.abc import Mapping


class N3ImportAuthenticator(Several):
    """Authenticates requests."""

    def __init__(self, config: Mapping[str, t.Any]) -> None:
        """Take the credentials from the configuration."""
        super().__init__(
            OAuthToken(
                token_url=f"https://{config['lambda']}.acme.example/token?x={{{{y}}}}",
                form={
                    "grant_type": "client_credentials",
                    "scope": 'read a"b',
                    'au"dience': f"{config['lambda']} {{not_a_setting}}",
                },
                client=(config["client_id"], config["client_secret"]),
            ),
            APIKeyAuthenticator(key='k"ey', value=config["api_key"], location="params"),
        )
