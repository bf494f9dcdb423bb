"""The source's documented quotas, as the CDK's sessions ask for room in them."""

from __future__ import annotations

import typing as t

from airbyte_cdk.sources.streams.call_rate import AbstractAPIBudget, LimiterMixin
from typing_extensions import override

from .origin import OriginSession

if t.TYPE_CHECKING:
    from .retry import Retries


class Gate(t.Protocol):
    """Holds requests back."""

    def wait(self) -> None:
        """Return when a request may be sent."""


class Budget(AbstractAPIBudget):
    """Lets a request through when there is room, and heeds what answers say of it."""

    def __init__(self, gate: Gate | None, retries: Retries) -> None:
        """Know the quotas, and the headers in which the source tells them."""
        self._gate = gate
        self._retries = retries

    @override
    def acquire_call(
        self, request: t.Any, block: bool = True, timeout: float | None = None
    ) -> None:
        """Wait for room, and take it."""
        self._retries.wait_until_free()
        if self._gate is not None:
            self._gate.wait()

    @override
    def get_matching_policy(self, request: t.Any) -> None:
        """None: all requests count alike."""

    @override
    def update_from_response(self, request: t.Any, response: t.Any) -> None:
        """Pause if that was the last request for now."""
        free_in = self._retries.headers.exhausted(response)
        if free_in is not None:
            self._retries.pause(free_in)


class Session(LimiterMixin, OriginSession):
    """A session within the budget that refuses redirects to another host."""

    def __init__(self, budget: Budget, base: str) -> None:
        """Know both."""
        super().__init__(api_budget=budget, base=base)
