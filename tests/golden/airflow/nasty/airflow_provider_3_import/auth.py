"""How the hook proves who it is to it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME}
{access_token} */ ''' ../ __import__('os') # | ` <b> é.
"""

from __future__ import annotations

import typing as t

from .support.credentials import ApiKey, Basic
from .support.oauth import OAuthToken
from .support.several import Several

if t.TYPE_CHECKING:
    from collections.abc import Mapping

    from .support.authenticate import Auth


def credentials(settings: Mapping[str, t.Any]) -> Auth:
    """Proves who asks."""
    return Several(
        OAuthToken(
            token_url=f"https://{settings['lambda']}.acme.example/token?x={{{{y}}}}",
            form={
                "grant_type": "client_credentials",
                "scope": 'read a"b',
                'au"dience': f"{settings['lambda']} {{not_a_setting}}",
            },
            client=(settings["client_id"], settings["client_secret"]),
        ),
        ApiKey(name='k"ey', value=settings["api_key"], place="query"),
    )


def credentials_2(settings: Mapping[str, t.Any]) -> Auth:
    """Proves who asks."""
    return Basic(username=settings["api_key"], password="")
