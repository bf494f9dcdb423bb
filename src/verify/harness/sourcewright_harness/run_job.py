"""Runs one job in this process, where processes can't be forked: the job's JSON is the argument."""

from __future__ import annotations

import json
import sys

from .job import Job, finish, run

if __name__ == "__main__":
    code = run(Job(**json.loads(sys.argv[1])))
    finish()
    sys.exit(code)
