"""What all streams of Acme share."""

from __future__ import annotations

import typing as t

from . import auth
from .support.stream import ApiStream


class AcmeStream(ApiStream):
    """A stream of Acme."""

    url_base = "https://api.acme.example/v1"
    authenticator = staticmethod(auth.authenticator)
    records_path: t.ClassVar[tuple[str, ...]] = ("data",)
