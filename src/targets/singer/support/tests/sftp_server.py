"""An SFTP server on loopback that serves a folder."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import threading
import time
import typing as t
from dataclasses import dataclass, field
from pathlib import Path

import paramiko
from paramiko.common import AUTH_FAILED, AUTH_SUCCESSFUL, OPEN_SUCCEEDED

if t.TYPE_CHECKING:
    from collections.abc import Iterator

USER = "reader"
PASSWORD = "played-password"


@dataclass
class Served:
    """What a client needs, and what a test may do."""

    port: int
    host_key: str
    #: Servers have their ways of logging in.
    login: dict[str, str]
    #: Reads after which the connection is broken, the next one first.
    breaks: list[int] = field(default_factory=list)
    connections: list[paramiko.Transport] = field(default_factory=list)


class _Session(paramiko.ServerInterface):
    def check_auth_password(self, username: str, password: str) -> int:
        good = (username, password) == (USER, PASSWORD)
        return AUTH_SUCCESSFUL if good else AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return OPEN_SUCCEEDED


class _File(paramiko.SFTPHandle):
    served: Served
    readfile: t.BinaryIO

    def read(self, offset: int, length: int) -> bytes | int:
        if self.served.breaks:
            self.served.breaks[0] -= 1
            if self.served.breaks[0] < 0:
                self.served.breaks.pop(0)
                self.served.connections[-1].close()
        return super().read(offset, length)


def _folder(root: Path, served: Served) -> type[paramiko.SFTPServerInterface]:
    class Folder(paramiko.SFTPServerInterface):
        def list_folder(self, path: str) -> t.Any:
            try:
                names = os.listdir(self._real(path))
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno or 0)
            return [self._state(path, name) for name in names]

        def lstat(self, path: str) -> t.Any:
            try:
                found = os.lstat(self._real(path))
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno or 0)
            return paramiko.SFTPAttributes.from_stat(found)

        stat = lstat

        def open(self, path: str, flags: int, attr: t.Any) -> t.Any:
            try:
                opened = self._real(path).open("rb")
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno or 0)
            handle = _File(flags)
            handle.served = served
            handle.readfile = opened
            return handle

        def _real(self, path: str) -> Path:
            return root / self.canonicalize(path).lstrip("/")

        def _state(self, path: str, name: str) -> paramiko.SFTPAttributes:
            found = os.lstat(self._real(path) / name)
            return paramiko.SFTPAttributes.from_stat(found, name)

    return Folder


@contextlib.contextmanager
def paramikos_own(root: Path) -> Iterator[Served]:
    """The server that the library brings along."""
    key = paramiko.RSAKey.generate(2048)
    listening = socket.create_server(("127.0.0.1", 0))
    served = Served(
        port=listening.getsockname()[1],
        host_key=f"{key.get_name()} {key.get_base64()}",
        login={"username": USER, "password": PASSWORD},
    )

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listening.accept()
                transport = paramiko.Transport(connection)
                transport.add_server_key(key)
                interface = _folder(root, served)
                transport.set_subsystem_handler("sftp", paramiko.SFTPServer, interface)
                served.connections.append(transport)
                with contextlib.suppress(paramiko.SSHException, EOFError):
                    transport.start_server(server=_Session())

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for transport in served.connections:
            transport.close()
        thread.join(10)


def sshd() -> str | None:
    """OpenSSH's server, where it is on this machine."""
    given = os.environ.get("SOURCEWRIGHT_SSHD")
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
    return given or shutil.which("sshd", path=path)


@contextlib.contextmanager
def openssh(program: str, folder: Path) -> Iterator[Served]:
    """A private OpenSSH server that lets this user in with a key."""
    port = _free_port()
    for name, kind in (("host", "ed25519"), ("user", "ed25519")):
        make = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-f", str(folder / name)]
        subprocess.run(make, check=True)  # noqa: S603
    sftp = Path(program).resolve().parents[1] / "lib" / "openssh" / "sftp-server"
    subsystem = str(sftp) if sftp.exists() else "internal-sftp"
    config = folder / "config"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nUsePAM no\n"
        f"AuthorizedKeysFile {folder}/user.pub\nStrictModes no\nPidFile none\n"
        f"PermitRootLogin yes\nSubsystem sftp {subsystem}\n"
    )
    command = [program, "-D", "-e", "-f", str(config)]
    process = subprocess.Popen(command)  # noqa: S603
    try:
        _wait_for(port)
        key = (folder / "host.pub").read_text().split()
        yield Served(
            port=port,
            host_key=f"[127.0.0.1]:{port} {key[0]} {key[1]}",
            login={
                "username": os.environ.get("USER") or "root",
                "private_key": (folder / "user").read_text(),
            },
        )
    finally:
        process.terminate()
        process.wait(10)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(400):
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port)),
        ):
            return
        time.sleep(0.05)
    raise AssertionError("the server doesn't start")
