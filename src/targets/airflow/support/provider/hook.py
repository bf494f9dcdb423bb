"""A thin hook: the connection's settings, and a client that asks with them."""

from __future__ import annotations

import typing as t

from airflow.sdk import BaseHook
from airflow.sdk.log import mask_secret

from .client import Client
from .errors import NothingThereError
from .fields import secrets, settings
from .framework import SkippableSyncError
from .lists import Lists
from .reading import Reading

if t.TYPE_CHECKING:
    from .fields import Fields
    from .source import Source
    from .stream import Stream


class SourceHook(BaseHook):
    """Asks one source, with the settings of an Airflow connection."""

    conn_name_attr = "conn_id"
    default_conn_name: str
    conn_type: str
    hook_name: str
    #: What is read.
    source: t.ClassVar[Source]
    #: The fields of the connection's form.
    fields: t.ClassVar[Fields]

    def __init__(self, conn_id: str | None = None, **kwargs: t.Any) -> None:
        """Nothing is asked for yet.

        Args:
            conn_id: Of the connection that holds the settings.
            **kwargs: As every hook takes them.
        """
        super().__init__(**kwargs)
        self.conn_id = conn_id or self.default_conn_name

    def settings(self) -> dict[str, t.Any]:
        """The connection's settings; those that are secret are masked in logs.

        Raises:
            SettingMissingError: If one is missing that the source needs.
        """
        found = settings(self.fields, self.get_connection(self.conn_id).extra_dejson)
        for name in secrets(self.fields):
            if found[name]:
                mask_secret(str(found[name]))
        return found

    def get_conn(self) -> Client:
        """What asks the source."""
        return Client(self.source, self.settings())

    def test_connection(self) -> tuple[bool, str]:
        """Ask for the first page of a list; another one's if that one is forbidden."""
        try:
            return self._tried()
        # Airflow shows whatever it is beside the form.
        except Exception as error:  # noqa: BLE001
            return False, f"{type(error).__name__}: {error}"

    def _tried(self) -> tuple[bool, str]:
        client = self.get_conn()
        offered = client.source.offered(client.settings)
        lists = Lists(client, offered, Reading())
        told = "no list could be read with these credentials"
        for stream in _tops(list(offered.values())):
            try:
                next(iter(lists.pages(stream, {})), None)
            except SkippableSyncError as error:
                told = str(error)
            except NothingThereError:
                pass
            else:
                return True, f"'{stream.name}' was answered"
        return False, told


def _tops(streams: list[Stream]) -> list[Stream]:
    return [stream for stream in streams if not stream.above]
