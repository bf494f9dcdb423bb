"""What all streams of it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */
''' ../ __import__('os') # | ` <b> é share.
"""

from __future__ import annotations

import typing as t

from . import auth
from .support.errors import BodyHolds, ErrorRule
from .support.limiter import Limiter, Quota
from .support.retry import RateHeaders, Retries
from .support.stream import ApiStream
from .support.values import Setting, Text


class N3ImportStream(ApiStream):
    """A stream of it's 'evil' \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ '''
    ../ __import__('os') # | ` <b> é.
    """

    url_base: t.ClassVar[t.Any] = Text(
        ("https://", Setting("lambda"), ".acme.example/v1")
    )
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
    authenticator = staticmethod(auth.authenticator)
    records_path: t.ClassVar[tuple[str, ...]] = ("data",)
