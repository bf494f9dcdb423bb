"""Loads the source into a warehouse; --help tells how."""

import sys

from shop_postgresql_source import SECRETS, SOURCE, shop_postgresql_source
from shop_postgresql_source.support.command import Command


def main() -> int:
    """Run with the process's arguments; gives the exit code."""
    command = Command(
        "shop_postgresql",
        SOURCE,
        lambda reading: shop_postgresql_source(_reading=reading),
        title="shop.postgresql",
        secrets=SECRETS,
    )
    return command.main()


if __name__ == "__main__":
    sys.exit(main())
