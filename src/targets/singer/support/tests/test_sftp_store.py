"""Files on an SFTP server: one that is known, that breaks, and that isn't known."""

from __future__ import annotations

import base64
import hashlib
import os
import typing as t
from pathlib import Path

import paramiko
import pytest

from tap.file_arrival import Arrival
from tap.file_store import FileError, StoreError
from tap.sftp_store import SftpStore

from .sftp_server import Served, openssh, paramikos_own, sshd

if t.TYPE_CHECKING:
    from collections.abc import Iterator

CONTENT = os.urandom(300_000)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with something in it."""
    folder = tmp_path / "root" / "out"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.csv").write_bytes(CONTENT)
    (folder / "deep" / "b.csv").write_bytes(b"b")
    (folder / "c.csv.part").touch()
    (folder / "d.csv").symlink_to("a.csv")
    os.utime(folder / "a.csv", (1_700_000_000, 1_700_000_000))
    return tmp_path / "root"


@pytest.fixture
def served(root: Path) -> Iterator[Served]:
    """The server that the library brings along."""
    with paramikos_own(root) as made:
        yield made


def store(served: Served, folder: str = "/out", **config: str) -> SftpStore:
    location = f"sftp://127.0.0.1:{served.port}/{folder}"
    settings = {"host_key": served.host_key, **served.login, **config}
    return SftpStore(location, settings)


def reads_what_is_there(made: SftpStore) -> None:
    made.check()
    troubles: list[FileError] = []
    found = Arrival(ignore=("*.part",)).find(made, "**/*.csv", troubles.append)
    assert not troubles
    files = {file.path: file for file in found.files}
    assert sorted(files) == ["a.csv", "d.csv", "deep/b.csv"]
    assert files["a.csv"].size == len(CONTENT)
    assert files["a.csv"].modified.timestamp() == 1_700_000_000
    with made.open("a.csv") as file:
        assert file.read() == CONTENT
    assert made.look("a.csv") == files["a.csv"]
    assert made.look("gone.csv") is None
    with pytest.raises(FileError, match="it is a link"):
        made.open("d.csv")
    with pytest.raises(FileError, match=r"gone\.csv: "):
        made.open("gone.csv")
    made.close()


def test_a_server_is_read(served: Served) -> None:
    reads_what_is_there(store(served))


@pytest.mark.skipif(not sshd(), reason="OpenSSH's server isn't on this machine")
def test_openssh_is_read(root: Path, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.mkdir()
    with openssh(sshd() or "", keys) as made:
        reads_what_is_there(store(made, f"{root}/out"))


def test_a_server_is_known_by_its_fingerprint(served: Served) -> None:
    digest = hashlib.sha256(base64.b64decode(served.host_key.split()[1])).digest()
    print_ = "SHA256:" + base64.b64encode(digest).decode().rstrip("=")
    store(served, host_key=print_).check()
    with pytest.raises(StoreError, match="another key"):
        store(served, host_key=f"{print_[:-2]}xx").check()


def test_a_server_that_is_not_known_is_not_trusted(served: Served) -> None:
    other = paramiko.RSAKey.generate(2048)
    with pytest.raises(StoreError, match="another key"):
        store(served, host_key=f"ssh-rsa {other.get_base64()}").check()
    with pytest.raises(StoreError, match="host_key isn't given"):
        store(served, host_key="").check()
    with pytest.raises(StoreError, match="host_key is no key"):
        store(served, host_key="something").check()


def test_a_wrong_password_is_told_and_not_repeated(served: Served) -> None:
    with pytest.raises(StoreError, match="refuses the login") as told:
        store(served, password="not-the-password").check()
    assert "not-the-password" not in str(told.value)
    assert len(served.connections) == 1


def test_a_private_key_that_is_none_is_told(served: Served) -> None:
    with pytest.raises(StoreError, match="private_key can't be read"):
        store(served, private_key="none").check()


def test_a_folder_that_is_not_there_is_told(served: Served) -> None:
    with pytest.raises(StoreError, match="the folder /nowhere can't be read"):
        store(served, "/nowhere").check()


def test_a_connection_that_breaks_is_made_anew(served: Served) -> None:
    made = store(served)
    served.breaks = [3]
    with made.open("a.csv") as file:
        assert file.read() == CONTENT
    assert len(served.connections) == 2
    served.connections[-1].close()
    assert made.look("a.csv") is not None
    made.close()


def test_a_server_that_is_away_is_told(served: Served) -> None:
    made = SftpStore("sftp://127.0.0.1:1/out", {"host_key": served.host_key})
    with pytest.raises(StoreError, match=r"127\.0\.0\.1:1 can't be reached"):
        made.check()


def test_an_address_is_one() -> None:
    with pytest.raises(StoreError, match="no address"):
        SftpStore("https://files.example/out", {})
    assert SftpStore("sftp://u@[::1]:23//a/b", {}).folder == "/a/b"
    assert SftpStore("sftp://files.example/in box#1", {}).folder == "in box#1"
