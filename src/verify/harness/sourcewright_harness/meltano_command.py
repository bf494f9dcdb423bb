"""Meltano's command line, as its console script runs it."""

from __future__ import annotations

from meltano.cli import main

if __name__ == "__main__":
    main()
