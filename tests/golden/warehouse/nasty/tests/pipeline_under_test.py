"""The pipeline that the tests are about."""

from n3_import_source import SECRETS
from n3_import_source import source as module
from n3_import_source.columns import columns
from n3_import_source.support import clock
from n3_import_source.support.columns import Shape
from n3_import_source.support.command import Command, Exit

NAME = "n3_import"
#: What settings are called in dlt's configuration.
PARAMETERS = {
    "client_id": "client_id",
    "client_secret": "client_secret",
    "api_key": "api_key",
    "lambda": "lambda_",
    "class": "class_",
    "start_date": "start_date",
}
make = module.n3_import_source

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
