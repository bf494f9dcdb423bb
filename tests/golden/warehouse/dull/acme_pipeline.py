"""Loads the source into a warehouse; --help tells how."""

import sys

from acme_source import SECRETS, SOURCE, acme_source
from acme_source.support.command import Command


def main() -> int:
    """Run with the process's arguments; gives the exit code."""
    command = Command(
        "acme",
        SOURCE,
        lambda reading: acme_source(_reading=reading),
        title="Acme",
        secrets=SECRETS,
    )
    return command.main()


if __name__ == "__main__":
    sys.exit(main())
