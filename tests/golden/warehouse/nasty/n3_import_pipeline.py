"""Loads the source into a warehouse; --help tells how."""

import sys

from n3_import_source import SECRETS, SOURCE, n3_import_source
from n3_import_source.support.command import Command


def main() -> int:
    """Run with the process's arguments; gives the exit code."""
    command = Command(
        "n3_import",
        SOURCE,
        lambda reading: n3_import_source(_reading=reading),
        title='it\'s "evil" \\ {{ 7*7 }} {% raw %} ${HOME} {access_token} */ """ ../ __import__(\'os\') # | ` <b> \u00e9',
        secrets=SECRETS,
    )
    return command.main()


if __name__ == "__main__":
    sys.exit(main())
