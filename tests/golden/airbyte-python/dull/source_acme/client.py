"""What all streams of Acme share."""

from __future__ import annotations

from . import auth
from .support.errors import ErrorRule
from .support.limiter import Limiter, Quota
from .support.stream import ApiStream


class AcmeStream(ApiStream):
    """A stream of Acme."""

    url_base = "https://api.acme.example/v1"
    source_errors = (
        ErrorRule((402,), "skip", message="Your plan does not include this."),
    )
    limiter = Limiter(Quota(requests=600, seconds=60))
    authenticator = staticmethod(auth.authenticator)
