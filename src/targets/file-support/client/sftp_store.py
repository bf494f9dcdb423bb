"""Files on an SFTP server whose key is known."""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import logging
import posixpath
import re
import stat
import typing as t

import paramiko

from . import clock
from .file_store import FileError, Listing, Store, StoredFile, StoreError, is_plain
from .file_store import joined as below

if t.TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from _typeshed import WriteableBuffer

T = t.TypeVar("T")

#: Seconds between tries to connect, and how long an answer may take.
WAITS = (1, 2, 4, 8, 16)
_PATIENCE = 60
#: Parts of a file that are asked for ahead.
_AHEAD = 64
_ADDRESS = re.compile(
    r"sftp://(?:(?P<user>[^@/]*)@)?(?P<host>\[[^\]]+\]|[^:/]+)"
    r"(?::(?P<port>\d+))?(?:/(?P<folder>.*))?",
    re.DOTALL,
)
_LOST = (paramiko.SSHException, EOFError, ConnectionError, TimeoutError)


class SftpStore(Store):
    """A folder of an SFTP server.

    What stands behind the server's name and a slash is the folder: from the server's
    root if it begins with another slash, else from where a login begins.
    """

    def __init__(self, location: str, config: Mapping[str, t.Any]) -> None:
        """Take the address; nothing is opened yet.

        Raises:
            StoreError: If it is none.
        """
        found = _ADDRESS.fullmatch(location)
        if not found:
            raise StoreError("the location is no address such as sftp://host/folder")
        self.host = found["host"].strip("[]")
        self.port = int(found["port"] or 22)
        self.folder = found["folder"] or "."
        self.user = config.get("username") or config.get("user") or found["user"]
        self._config = config
        self._client: paramiko.SSHClient | None = None
        self._sftp: paramiko.SFTPClient | None = None
        # It tells what this module tells, and the server's own words.
        logging.getLogger("paramiko").setLevel(logging.CRITICAL)

    # The store

    def check(self) -> None:
        """Connect, and see that the folder can be listed."""
        try:
            self.entries("")
        except FileError as error:
            msg = f"the folder {self.folder} can't be read: {error}"
            raise StoreError(msg) from None

    def entries(self, folder: str) -> Listing:
        """What a folder holds; links are told when they are read."""
        found = self._asked(folder, lambda sftp: sftp.listdir_attr(self._path(folder)))
        files: list[StoredFile] = []
        folders: list[str] = []
        for one in found:
            if not is_plain(one.filename):
                continue
            kind = stat.S_IFMT(one.st_mode or stat.S_IFREG)
            if kind == stat.S_IFDIR:
                folders.append(one.filename)
            elif kind in {stat.S_IFREG, stat.S_IFLNK}:
                files.append(_stored(below(folder, one.filename), one))
        return Listing(tuple(files), tuple(folders))

    def look(self, path: str) -> StoredFile | None:
        """A file as it is now."""
        try:
            return _stored(path, self._asked(path, self._state(path)))
        except FileError:
            return None

    def open(self, path: str) -> t.IO[bytes]:
        """A file's bytes; where the connection breaks, they go on from there."""
        found = self._asked(path, self._state(path))
        if stat.S_ISLNK(found.st_mode or 0):
            raise FileError(f"{path}: it is a link, and links aren't followed")
        file = _stored(path, found)
        remote = _Remote(self, file, self.opened(file, 0))
        return io.BufferedReader(remote, 1 << 18)

    def close(self) -> None:
        """Say goodbye."""
        if self._client:
            self._client.close()
        self._client = self._sftp = None

    # The connection

    def opened(self, file: StoredFile, start: int) -> paramiko.SFTPFile:
        """A file that is read from a place on."""

        def ask(sftp: paramiko.SFTPClient) -> paramiko.SFTPFile:
            opened = sftp.open(self._path(file.path), "rb")
            opened.seek(start)
            opened.prefetch(file.size, _AHEAD)
            return opened

        return self._asked(file.path, ask)

    def _path(self, path: str) -> str:
        return posixpath.join(self.folder, path) if path else self.folder

    def _state(
        self, path: str
    ) -> Callable[[paramiko.SFTPClient], paramiko.SFTPAttributes]:
        return lambda sftp: sftp.lstat(self._path(path))

    def _asked(self, path: str, ask: Callable[[paramiko.SFTPClient], T]) -> T:
        """An answer of the server; asked again once, if the connection is lost."""
        for is_last in (False, True):
            try:
                return ask(self._connected())
            except _LOST as error:
                self.close()
                if is_last:
                    told = f"the connection to {self.host} breaks: {_named(error)}"
                    raise StoreError(told) from None
            except OSError as error:
                told = error.strerror or str(error)
                raise FileError(f"{path or '.'}: {told}") from None
        raise AssertionError  # pragma: no cover

    def _connected(self) -> paramiko.SFTPClient:
        if self._sftp:
            return self._sftp
        for wait in (*WAITS, None):
            try:
                self._sftp = self._connect()
            except paramiko.BadHostKeyException:
                raise StoreError(
                    f"{self.host} shows another key than host_key says"
                ) from None
            except paramiko.AuthenticationException:
                raise StoreError(
                    f"{self.host} refuses the login: wrong username, password or"
                    " private_key"
                ) from None
            except (*_LOST, OSError) as error:
                if wait is None:
                    told = f"{self.host}:{self.port} can't be reached: {_named(error)}"
                    raise StoreError(told) from None
                clock.sleep(wait)
            else:
                return self._sftp
        raise AssertionError  # pragma: no cover

    def _connect(self) -> paramiko.SFTPClient:
        client = paramiko.SSHClient()
        self._trust(client)
        self._client = client
        secret = self._config.get("private_key")
        phrase = self._config.get("private_key_passphrase") or None
        client.connect(
            self.host,
            self.port,
            self.user or None,
            self._config.get("password") or None,
            pkey=_key(secret, phrase) if secret else None,
            # Keys of whoever runs the tap aren't the tap's.
            allow_agent=False,
            look_for_keys=False,
            timeout=_PATIENCE,
            banner_timeout=_PATIENCE,
            auth_timeout=_PATIENCE,
        )
        sftp = client.open_sftp()
        if channel := sftp.get_channel():
            channel.settimeout(_PATIENCE)
        return sftp

    def _trust(self, client: paramiko.SSHClient) -> None:
        """Only the key that is configured.

        Raises:
            StoreError: If none is, or it can't be read.
        """
        text = str(self._config.get("host_key") or "").strip()
        if not text:
            msg = (
                "host_key isn't given: the server's key, as `ssh-keyscan` shows it and"
                " its owner confirms it, or its fingerprint (SHA256:…)"
            )
            raise StoreError(msg)
        name = self.host if self.port == 22 else f"[{self.host}]:{self.port}"
        if text.startswith("SHA256:"):
            client.set_missing_host_key_policy(_Fingerprint(text))
            return
        client.set_missing_host_key_policy(paramiko.RejectPolicy())
        for line in text.replace("\\n", "\n").splitlines():
            kind, content = _words_of_key(line)
            entry = paramiko.hostkeys.HostKeyEntry.from_line(f"{name} {kind} {content}")
            if entry is None or entry.key is None:
                raise StoreError("host_key is no key such as ssh-ed25519 AAAA…")
            client.get_host_keys().add(name, kind, entry.key)


class _Fingerprint(paramiko.MissingHostKeyPolicy):
    """Knows a server by its key's fingerprint."""

    def __init__(self, wanted: str) -> None:
        self._wanted = wanted.rstrip("=")

    def missing_host_key(
        self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey
    ) -> None:
        digest = hashlib.sha256(key.asbytes()).digest()
        found = "SHA256:" + base64.b64encode(digest).decode("ascii").rstrip("=")
        if found != self._wanted:
            raise paramiko.BadHostKeyException(hostname, key, key)


class _Remote(io.RawIOBase):
    """Bytes of a file on the server."""

    def __init__(
        self, store: SftpStore, file: StoredFile, source: paramiko.SFTPFile
    ) -> None:
        super().__init__()
        self._store = store
        self._file = file
        self._source: paramiko.SFTPFile | None = source
        self._at = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read the next ones, over a new connection where the old one is lost."""
        view = memoryview(buffer).cast("B")
        for is_last in (False, True):
            try:
                if self._source is None:
                    self._source = self._store.opened(self._file, self._at)
                data = self._source.read(len(view))
            except _LOST as error:
                self._source = None
                self._store.close()
                if is_last:
                    raise StoreError(
                        f"the connection breaks: {_named(error)}"
                    ) from None
                if self._store.look(self._file.path) != self._file:
                    told = f"{self._file.path}: it changed while it was read"
                    raise FileError(told) from None
            else:
                break
        view[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        """Let go of the file."""
        if self._source is not None:
            self._source.close()
            self._source = None
        super().close()


def _stored(path: str, found: paramiko.SFTPAttributes) -> StoredFile:
    moment = datetime.datetime.fromtimestamp(found.st_mtime or 0, tz=datetime.UTC)
    return StoredFile(path, found.st_size or 0, moment)


def _key(text: str, phrase: str | None) -> paramiko.PKey:
    """A private key, whatever its kind.

    Raises:
        StoreError: If it can't be read.
    """
    kinds = (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey)
    for kind in kinds:
        try:
            found: paramiko.PKey = kind.from_private_key(
                io.StringIO(text.replace("\\n", "\n").strip() + "\n"), phrase
            )
        except (paramiko.SSHException, ValueError, IndexError):
            continue
        return found
    raise StoreError(
        "private_key can't be read: it is wanted in OpenSSH's form (Ed25519, ECDSA or"
        " RSA), with private_key_passphrase if it has one"
    )


def _words_of_key(line: str) -> tuple[str, str]:
    """The kind and the content of a line as known_hosts has them."""
    words = line.split()
    at = next((at for at, word in enumerate(words) if _is_kind(word)), None)
    if at is None or at + 1 >= len(words):
        raise StoreError("host_key is no key such as ssh-ed25519 AAAA…")
    return words[at], words[at + 1]


def _is_kind(word: str) -> bool:
    return word.startswith(("ssh-", "ecdsa-", "sk-"))


def _named(error: BaseException) -> str:
    return str(error) or type(error).__name__
