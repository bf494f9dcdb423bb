"""The pipeline that the tests are about."""

from acme_source import SECRETS
from acme_source import source as module
from acme_source.columns import columns
from acme_source.support import clock
from acme_source.support.columns import Shape
from acme_source.support.command import Command, Exit

NAME = "acme"
#: What settings are called in dlt's configuration.
PARAMETERS = {"access_token": "access_token", "start_date": "start_date"}
make = module.acme_source

__all__ = [
    "NAME",
    "PARAMETERS",
    "SECRETS",
    "Command",
    "Exit",
    "Shape",
    "clock",
    "columns",
    "make",
    "module",
]
