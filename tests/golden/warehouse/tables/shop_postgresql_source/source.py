"""dlt's source for shop.postgresql."""

import typing as t

import dlt
from dlt.common.typing import TSecretStrValue

from .columns import columns
from .streams import SOURCE
from .support.reading import Reading
from .support.table_resources import resources

#: Settings whose values never get into a log.
SECRETS = ("password",)


@dlt.source(name="shop_postgresql", section="shop_postgresql", max_table_nesting=0)
def shop_postgresql_source(
    # Host
    host: str = dlt.config.value,
    # The database's name.
    database: str = dlt.config.value,
    # A user that may read the tables; it needs no other right.
    user: str = dlt.config.value,
    # Password
    password: TSecretStrValue = dlt.secrets.value,
    # Port
    port: int = 5432,
    # Whether the connection is encrypted, and the server's certificate checked.
    ssl_mode: str = "prefer",
    # Path of the certificates that the server's is checked with.
    ssl_ca: str | None = None,
    # Rows that were last changed before this point in time are not read; left out, all
    # are.
    start_date: str | None = None,
    # Rows that are asked for at once.
    chunk_size: int = 20000,
    # Seconds after which the database gives a statement up; 0: never.
    statement_timeout: int = 3600,
    # Seconds that an incremental read reaches back behind the last one, for rows whose
    # transaction was committed late.
    lookback_seconds: int = 600,
    _reading: Reading | None = None,
) -> t.Any:
    """The streams of shop.postgresql; dlt fills the settings in from its
    configuration.
    """
    settings = {
        "host": host,
        "port": port,
        "database": database,
        "user": user,
        "password": password,
        "ssl_mode": ssl_mode,
        "ssl_ca": ssl_ca,
        "start_date": start_date,
        "chunk_size": chunk_size,
        "statement_timeout": statement_timeout,
        "lookback_seconds": lookback_seconds,
    }
    return resources(SOURCE, settings, columns, _reading)
