"""How a source is asked for what is new."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from .formats import DateTimes

if t.TYPE_CHECKING:
    from .formats import CursorFormat
    from .params import Param


@dataclass(frozen=True, kw_only=True)
class Until:
    """The other end of what is asked for."""

    param: Param
    template: str = "{value}"
    #: Whether its own point in time is among what is given.
    inclusive: bool = True


@dataclass(frozen=True, kw_only=True)
class CursorFilter:
    """How the source is asked for what is new."""

    param: Param
    format: CursorFormat = field(default_factory=DateTimes)
    template: str = "{value}"
    #: Whether its own point in time is among what is given.
    inclusive: bool = True
    until: Until | None = None

    def since(self, value: t.Any) -> t.Any:
        """What to send for records from a value on."""
        if not self.inclusive and self.format.step is not None:
            value -= self.format.step
        return _filled(self.template, self.format.write(value))

    def before(self, until: Until, value: t.Any) -> t.Any:
        """What to send for records up to a value."""
        if not until.inclusive and self.format.step is not None:
            value += self.format.step
        return _filled(until.template, self.format.write(value))


def _filled(template: str, value: str | int) -> str | int:
    return value if template == "{value}" else template.replace("{value}", str(value))
