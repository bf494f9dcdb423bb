"""Which streams lead to which, and what each has to hand on."""

from __future__ import annotations

import typing as t

from .children import ChildStream

if t.TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .parents import Parent
    from .stream import ApiStream


Names = dict[str, set[str]]


def connect(streams: Sequence[ApiStream]) -> None:
    """Have each stream know those above it; parents come before their children."""
    by_name = {stream.name: stream for stream in streams}
    above = _above(streams)
    children = [stream for stream in streams if isinstance(stream, ChildStream)]
    for child in children:
        child.nearest = _nearest(child, by_name, above)
    wanted: dict[str, list[Parent]] = {child.name: [] for child in children}
    gives: dict[str, list[Parent]] = {stream.name: [] for stream in streams}
    for child in reversed(children):
        links = [*child.parents, *wanted[child.name]]
        if len(child.nearest) > 1:
            # What tells which records of the parents fit together.
            links += [link for parent in child.nearest for link in _line(parent)]
        names = above[child.name]
        child.needs = _distinct(link for link in links if link.stream in names)
        for parent in child.nearest:
            wanted.get(parent.name, []).extend(child.needs)
        for link in child.needs:
            gives[link.stream].append(link)
    for stream in streams:
        stream.gives = _distinct(gives[stream.name])


def mark_chosen(chosen: Iterable[str], streams: Sequence[ApiStream]) -> None:
    """Have parents know whether their records are needed below."""
    above = _above(streams)
    below = set().union(*(above.get(name, ()) for name in chosen))
    for stream in streams:
        stream.is_read_below = stream.name in below


def _above(streams: Sequence[ApiStream]) -> Names:
    """Names of all streams that lead to each."""
    above: Names = {}
    for stream in streams:
        links = stream.parents if isinstance(stream, ChildStream) else ()
        names = {link.stream for link in links}
        above[stream.name] = names.union(*(above[name] for name in names))
    return above


def _nearest(
    child: ChildStream, by_name: dict[str, ApiStream], above: Names
) -> list[ApiStream]:
    names = list(dict.fromkeys(link.stream for link in child.parents))
    near = [name for name in names if not any(name in above[other] for other in names)]
    return [by_name[name] for name in sorted(near, key=lambda name: -len(above[name]))]


def _line(stream: ApiStream) -> Iterable[Parent]:
    """The links that lead to a stream, from the top on."""
    if isinstance(stream, ChildStream):
        for parent in stream.nearest:
            yield from _line(parent)
        yield from stream.parents


def _distinct(links: Iterable[Parent]) -> tuple[Parent, ...]:
    """One of each key: only that is handed on."""
    return tuple({link.key: link for link in links}.values())
