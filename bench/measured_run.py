"""Runs a command; prints its exit code, seconds and peak memory (KiB) as JSON."""

from __future__ import annotations

import json
import os
import sys
import time


def main(command: list[str]) -> None:
    start = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    # Kilobytes on Linux, bytes on macOS.
    peak = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    told = {
        "exitCode": os.waitstatus_to_exitcode(status),
        "seconds": seconds,
        "processorSeconds": usage.ru_utime + usage.ru_stime,
        "peakKiB": peak,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
