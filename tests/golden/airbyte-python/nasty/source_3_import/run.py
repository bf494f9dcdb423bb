"""The entry point."""

import sys

from airbyte_cdk.entrypoint import launch

from .source import Source3Import


def run() -> None:
    """Do what the command line says."""
    launch(Source3Import(), sys.argv[1:])
