from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

HARNESS = Path(__file__).parent.parent


@dataclass
class Result:
    exit_code: int
    timed_out: bool
    stdout: str
    stderr: str
    journal: list[dict[str, Any]]


class Server:
    """A fork server, as `verify` talks to it."""

    def __init__(self) -> None:
        arguments = json.dumps({"preload": ["requests"], "warm": []})
        command = [sys.executable, "-m", "sourcewright_harness.fork_server", arguments]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"PYTHONPATH": str(HARNESS)},
        )
        assert self._reply() == {"ready": True}

    def send(self, job: dict[str, Any]) -> None:
        self.process.stdin.write(json.dumps(job).encode() + b"\n")
        self.process.stdin.flush()

    def _reply(self) -> dict[str, Any]:
        return json.loads(self.process.stdout.readline())

    def wait(self) -> dict[str, Any]:
        return self._reply()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.process.stdin.close()
    assert server.process.wait(10) == 0


@pytest.fixture
def run(server: Server, tmp_path: Path) -> Callable[..., Result]:
    def run(script: str, **options: Any) -> Result:
        (tmp_path / "script.py").write_text(script)
        job = {
            "id": 1,
            "cwd": str(tmp_path),
            "script": str(tmp_path / "script.py"),
            "argv": [],
            "timeout": 20,
            "stdout": str(tmp_path / "stdout"),
            "stderr": str(tmp_path / "stderr"),
            "journal": str(tmp_path / "journal"),
            **options,
        }
        server.send(job)
        ended = server.wait()
        journal = tmp_path / "journal"
        return Result(
            ended["exitCode"],
            ended["timedOut"],
            (tmp_path / "stdout").read_text(),
            (tmp_path / "stderr").read_text(),
            [json.loads(line) for line in journal.read_text().splitlines()],
        )

    return run


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", "https://api.acme.example/v1/things?page=2")
        else:
            self.send_response(200)
            self.send_header("Set-Cookie", "session=1; Domain=acme.example; Path=/")
        seen = {name.lower(): value for name, value in self.headers.items()}
        body = json.dumps({"path": self.path, "headers": seen}).encode()
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture
def source() -> Iterator[str]:
    """A server on loopback that answers with what it was asked."""
    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listener.server_port}"
    listener.shutdown()
    listener.server_close()
