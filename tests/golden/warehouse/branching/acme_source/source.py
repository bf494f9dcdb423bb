"""dlt's source for Acme."""

import typing as t

import dlt
from dlt.common.typing import TSecretStrValue

from .columns import columns
from .streams import SOURCE
from .support.reading import Reading
from .support.resources import resources

#: Settings whose values never get into a log.
SECRETS = ("access_token",)


@dlt.source(name="acme", section="acme", max_table_nesting=0)
def acme_source(
    # Access token
    access_token: TSecretStrValue = dlt.secrets.value,
    # Start date
    start_date: str | None = None,
    _reading: Reading | None = None,
) -> t.Any:
    """The streams of Acme; dlt fills the settings in from its configuration."""
    settings = {
        "access_token": access_token,
        "start_date": start_date,
    }
    return resources(SOURCE, settings, columns, _reading)
