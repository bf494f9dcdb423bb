"""What all streams of Acme share."""

from __future__ import annotations

import typing as t
from importlib.resources import files

from singer_sdk import SchemaDirectory, StreamSchema
from singer_sdk.authenticators import BearerTokenAuthenticator
from typing_extensions import override

from . import schemas
from .support.ahead import AheadStream

if t.TYPE_CHECKING:
    from singer_sdk.helpers.types import Auth


SCHEMAS = SchemaDirectory(files(schemas))


class AcmeStream(AheadStream):
    """A stream of Acme."""

    schema = StreamSchema(SCHEMAS)
    url_base = "https://api.acme.example/v1"
    concurrency = 2
    records_path: t.ClassVar[tuple[str, ...]] = ("data",)

    @property
    @override
    def authenticator(self) -> Auth:
        """Authenticates requests."""
        return BearerTokenAuthenticator(token=self.config["access_token"])
