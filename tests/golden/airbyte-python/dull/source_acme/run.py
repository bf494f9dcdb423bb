"""The entry point."""

import sys

from airbyte_cdk.entrypoint import launch

from .source import SourceAcme


def run() -> None:
    """Do what the command line says."""
    launch(SourceAcme(), sys.argv[1:])
