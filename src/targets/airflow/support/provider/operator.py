"""Reads one stream of a source into a file of JSON lines."""

from __future__ import annotations

import typing as t

from airflow.sdk import BaseOperator, ObjectStoragePath
from airflow.sdk.exceptions import AirflowFailException

from .errors import GivenUpError, TokenExpiredError
from .files import read_state, run_name, write_lines, write_state
from .framework import FatalSyncError, SkippableSyncError
from .one_stream import OneStream

if t.TYPE_CHECKING:
    from collections.abc import Sequence

    from airflow.sdk import Context

    from .client import Client
    from .files import State
    from .hook import SourceHook


class StreamToObjectStorageOperator(BaseOperator):
    """Reads what is new of one stream into a new file below `path`.

    The state of a stream with a cursor lies beside its files, in `state.json`. It is
    written after the file is complete: what breaks off is read again, and not lost.

    Args:
        stream: The stream's name.
        path: A URL that `ObjectStoragePath` takes, such as `s3://aws_default@bucket/x`.
        conn_id: Of the connection that holds the source's settings.
        compress: Whether the file is gzipped.
        full_refresh: Forget the state, and read everything.
        allow_left_out: Whether the task may succeed though the source refused a part of
            the stream, such as the records below one parent.
    """

    template_fields: Sequence[str] = ("stream", "path", "conn_id", "full_refresh")
    #: The source's own.
    hook_class: t.ClassVar[type[SourceHook]]

    def __init__(
        self,
        *,
        stream: str,
        path: str,
        conn_id: str | None = None,
        compress: bool = True,
        full_refresh: bool | str = False,
        allow_left_out: bool = False,
        **kwargs: t.Any,
    ) -> None:
        """Nothing is looked at yet: the values may be templates."""
        super().__init__(**kwargs)
        self.stream = stream
        self.path = path
        self.conn_id = conn_id or self.hook_class.default_conn_name
        self.compress = compress
        self.full_refresh = full_refresh
        self.allow_left_out = allow_left_out

    def execute(self, context: Context) -> dict[str, t.Any]:
        """Read the stream.

        Returns:
            Where the file is and how many records it holds, how to load it (`merge` by
            its `primary_key`, `append`, or `replace`), the new state, and what the
            source didn't give.

        Raises:
            AirflowFailException: If another try would not help.
        """
        name = run_name(str(context["run_id"]), context["ti"].try_number)
        folder = ObjectStoragePath(self.path) / self.stream
        target = folder / f"{name}.jsonl{'.gz' if self.compress else ''}"
        try:
            told = self._read(folder / "state.json", target)
        except GivenUpError:
            # The source may be in order again when the task is tried again.
            raise
        except (FatalSyncError, SkippableSyncError, TokenExpiredError) as error:
            msg = f"'{self.stream}' was not read: {error}"
            raise AirflowFailException(msg) from None
        if told["left_out"] and not self.allow_left_out:
            msg = f"'{self.stream}' is not whole: {'; '.join(told['left_out'][:5])}"
            raise AirflowFailException(msg)
        return told

    def _read(
        self, state_file: ObjectStoragePath, target: ObjectStoragePath
    ) -> dict[str, t.Any]:
        client = self.hook_class(self.conn_id).get_conn()
        state: State = {} if _is_true(self.full_refresh) else read_state(state_file)
        reading = self._opened(client, state)
        count = write_lines(target, reading.records(), compress=self.compress)
        if reading.stream.cursor is not None:
            write_state(state_file, state, file=str(target))
        self.log.info("read %s records of '%s' into %s", count, self.stream, target)
        return {
            "stream": self.stream,
            "uri": str(target),
            "records": count,
            "load": reading.stream.write_disposition,
            "primary_key": list(reading.stream.primary_key),
            "state": state.get("cursors", {}),
            "left_out": reading.problems,
        }

    def _opened(self, client: Client, state: State) -> OneStream:
        try:
            return OneStream(client, self.stream, state)
        except KeyError:
            msg = "there is no such stream, or the connection lacks a field it needs"
            raise FatalSyncError(msg) from None


def _is_true(value: bool | str) -> bool:
    """A template gives a text, unless the Dag renders to native objects."""
    return value if isinstance(value, bool) else value.strip().lower() == "true"
