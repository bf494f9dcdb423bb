"""Asks for pages before they are wanted: a source far away makes one wait for each."""

from __future__ import annotations

import itertools
import queue
import threading
import typing as t
from collections import deque
from concurrent.futures import Future

from singer_sdk.exceptions import SkippableSyncError
from typing_extensions import override

from .stream import HttpStream

if t.TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from singer_sdk.helpers.types import Context

    from .pages import Page

Work = tuple["Future[Page]", "Callable[[], Page]"]


class Workers:
    """Threads that end with the sync, or with the process, whatever they wait for."""

    def __init__(self, _: Mapping[str, t.Any]) -> None:
        """Start with none."""
        self._work: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._count = 0

    def submit(self, fetch: Callable[[], Page], most: int) -> Future[Page]:
        """Have a page fetched, by one of so many threads at most."""
        if self._count < most:
            self._count += 1
            threading.Thread(target=self._run, daemon=True).start()
        future: Future[Page] = Future()
        self._work.put((future, fetch))
        return future

    def close(self) -> None:
        """Fetch nothing more; what is under way comes to its end unheard."""
        while not self._work.empty():
            self._work.get()
        for _ in range(self._count):
            self._work.put(None)
        self._count = 0

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            future, fetch = work
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(fetch())
            except BaseException as error:  # noqa: BLE001
                # Whoever wants the page gets the error.
                future.set_exception(error)


class AheadStream(HttpStream):
    """A stream that fetches pages side by side, and gives them out in order."""

    #: Requests under way at once.
    concurrency: t.ClassVar[int]

    #: Children's lists that will be read, in order.
    _coming: Iterator[tuple[HttpStream, Context]] = iter(())
    _under_way: int = 0

    @property
    def _asked(self) -> dict[str, Future[Page]]:
        """Pages that were asked for and not wanted yet."""
        return t.cast("dict[str, Future[Page]]", self.__dict__.setdefault("_ahead", {}))

    def ask(self, context: Context | None, token: t.Any) -> None:
        """Have a page fetched that will be wanted."""
        try:
            # Made here and not by a worker: it reads the state.
            prepared = self.prepare(context, token)
        except SkippableSyncError:
            # That is told when the list is read.
            return
        self._asked[_key(context, token)] = self.once_a_tap(Workers).submit(
            lambda: self.send(prepared, context, token), self.concurrency
        )

    @override
    def fetch(self, context: Context | None, token: t.Any) -> Page:
        asked = self._asked.pop(_key(context, token), None)
        return super().fetch(context, token) if asked is None else asked.result()

    @override
    def read_pages(self, context: Context | None) -> Iterator[Page]:
        rest: deque[t.Any] = deque()
        try:
            for page in super().read_pages(context):
                if page.number == 1 and self.ABORT_AT_RECORD_COUNT is None:
                    rest.extend(self.pagination.rest(page))
                elif rest:
                    rest.popleft()
                for token in list(rest)[: self.concurrency]:
                    if _key(context, token) not in self._asked:
                        self.ask(context, token)
                yield page
        finally:
            for token in rest:
                unwanted = self._asked.pop(_key(context, token), None)
                if unwanted is not None:
                    unwanted.cancel()

    @override
    def will_read(self, lists: Iterable[tuple[HttpStream, Context]]) -> None:
        """Remember the lists whose first pages can be fetched side by side."""
        self._under_way = 0
        self._coming = iter(() if self.ABORT_AT_RECORD_COUNT is not None else lists)

    @override
    def reads(self, child: HttpStream, context: Context) -> None:
        """Keep as many of them under way as may be."""
        for other, coming in itertools.islice(
            self._coming, self.concurrency - self._under_way
        ):
            t.cast("AheadStream", other).ask(coming, other.pagination.first)
            self._under_way += 1
        self._under_way -= 1


def _key(context: Context | None, token: t.Any) -> str:
    return f"{context!r} {token!r}"
