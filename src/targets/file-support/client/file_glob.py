"""Which files are meant: `orders/*.csv`, `**/*.json`."""

from __future__ import annotations

import re
from functools import lru_cache

_TOKEN = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]/]*\]|[^*?\[]+|\[")


class Glob:
    """A pattern of paths; `*` stays within a folder, `**` is any number of them."""

    def __init__(self, pattern: str) -> None:
        """Take the pattern, which is below the folder that all files are in."""
        self.pattern = pattern.strip("/")
        self._path = re.compile(_expression(self.pattern), re.DOTALL)
        *folders, _ = self.pattern.split("/")
        deep = [place for place, part in enumerate(folders) if "**" in part]
        self._any_depth = bool(deep) or "**" in self.pattern.rpartition("/")[2]
        self._folders = folders[: deep[0]] if deep else folders

    def matches(self, path: str) -> bool:
        """Whether the path is meant."""
        return self._path.fullmatch(path) is not None

    def may_lie_below(self, folder: str) -> bool:
        """Whether files that are meant can be in the folder, or further down."""
        parts = folder.split("/")
        if len(parts) > len(self._folders) and not self._any_depth:
            return False
        wanted = zip(parts, self._folders, strict=False)
        return all(matches_name(part, pattern) for part, pattern in wanted)


def matches_name(name: str, pattern: str) -> bool:
    """Whether a file's or a folder's name is meant by a pattern without folders."""
    return _compiled(pattern).fullmatch(name) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(_expression(pattern), re.DOTALL)


def _expression(pattern: str) -> str:
    return "".join(_part(token) for token in _TOKEN.findall(pattern))


def _part(token: str) -> str:
    simple = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    if token in simple:
        return simple[token]
    if token.startswith("[") and token.endswith("]") and len(token) > 2:
        inner = token[1:-1].replace("\\", r"\\").replace("[", r"\[")
        return f"[^{inner[1:]}]" if inner.startswith("!") else f"[{inner}]"
    return re.escape(token)
