"""The pipeline that the tests are about."""

from shop_postgresql_source import SECRETS
from shop_postgresql_source import source as module
from shop_postgresql_source.columns import columns
from shop_postgresql_source.support import clock
from shop_postgresql_source.support.columns import Shape
from shop_postgresql_source.support.command import Command, Exit
from shop_postgresql_source.support.sqlite import SQLite

NAME = "shop_postgresql"
#: What settings are called in dlt's configuration.
PARAMETERS = {
    "host": "host",
    "port": "port",
    "database": "database",
    "user": "user",
    "password": "password",
    "ssl_mode": "ssl_mode",
    "ssl_ca": "ssl_ca",
    "start_date": "start_date",
    "chunk_size": "chunk_size",
    "statement_timeout": "statement_timeout",
    "lookback_seconds": "lookback_seconds",
}
make = module.shop_postgresql_source

__all__ = [
    "NAME",
    "PARAMETERS",
    "SECRETS",
    "Command",
    "Exit",
    "SQLite",
    "Shape",
    "clock",
    "columns",
    "make",
    "module",
]
