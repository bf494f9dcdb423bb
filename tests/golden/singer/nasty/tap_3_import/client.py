"""What all streams of it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */
''' ../ __import__('os') # | ` <b> é share.
"""

from __future__ import annotations

import typing as t
from importlib.resources import files

from singer_sdk import SchemaDirectory, StreamSchema
from typing_extensions import override

from . import schemas
from .auth import N3ImportAuthenticator
from .support.ahead import AheadStream
from .support.errors import BodyHolds, ErrorRule
from .support.limiter import Limiter, Quota
from .support.retry import RateHeaders, Retries
from .support.values import Setting, Text

if t.TYPE_CHECKING:
    from singer_sdk.helpers.types import Auth


SCHEMAS = SchemaDirectory(files(schemas))


class N3ImportStream(AheadStream):
    """A stream of it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ '''
    ../ __import__('os') # | ` <b> é.
    """

    schema = StreamSchema(SCHEMAS)
    source_headers = {
        "X-Version": '2024"\\{{ x }}',
        "X-Class": Text(("no ", Setting("class"))),
    }
    source_errors = (
        ErrorRule(
            (404,),
            "empty",
            message='it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
            body=BodyHolds(("er'ror",), '"""'),
        ),
        ErrorRule((420,), "rate-limited"),
    )
    retries = Retries(
        headers=RateHeaders(
            remaining="X-Left", reset="X-Reset", reset_unit="seconds-left"
        )
    )
    limiter = Limiter(Quota(requests=90, seconds=1))
    concurrency = 4
    records_path: t.ClassVar[tuple[str, ...]] = ("data",)

    @property
    @override
    def url_base(self) -> str:
        """Where the source is."""
        return f"https://{self.config['lambda']}.acme.example/v1"

    @property
    @override
    def authenticator(self) -> Auth:
        """Authenticates the requests of all streams."""
        return self.once_a_tap(N3ImportAuthenticator)
