"""How the hook proves who it is to Acme."""

from __future__ import annotations

import typing as t

from .support.credentials import ApiKey

if t.TYPE_CHECKING:
    from collections.abc import Mapping

    from .support.authenticate import Auth


def credentials(settings: Mapping[str, t.Any]) -> Auth:
    """Proves who asks."""
    return ApiKey(value=f"Bearer {settings['access_token']}")
