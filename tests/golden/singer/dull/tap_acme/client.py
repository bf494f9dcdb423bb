"""What all streams of Acme share."""

from __future__ import annotations

import typing as t
from importlib.resources import files

from singer_sdk import SchemaDirectory, StreamSchema
from singer_sdk.authenticators import BearerTokenAuthenticator
from typing_extensions import override

from . import schemas
from .support.errors import ErrorRule
from .support.limiter import Limiter, Quota
from .support.stream import HttpStream

if t.TYPE_CHECKING:
    from singer_sdk.helpers.types import Auth


SCHEMAS = SchemaDirectory(files(schemas))


class AcmeStream(HttpStream):
    """A stream of Acme."""

    schema = StreamSchema(SCHEMAS)
    url_base = "https://api.acme.example/v1"
    source_errors = (
        ErrorRule((402,), "skip", message="Your plan does not include this."),
    )
    limiter = Limiter(Quota(requests=600, seconds=60))

    @property
    @override
    def authenticator(self) -> Auth:
        """Authenticates requests."""
        return BearerTokenAuthenticator(token=self.config["access_token"])
