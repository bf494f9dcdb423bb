"""Quotas."""

from __future__ import annotations

import typing as t

from tap.limiter import Limiter, Quota

if t.TYPE_CHECKING:
    from testing.fake_clock import FakeClock


def _times(limiter: Limiter, clock: FakeClock, count: int) -> list[float]:
    found = []
    for _ in range(count):
        limiter.wait()
        found.append(clock.monotonic())
    return found


def test_a_quota_is_used_at_once_and_then_waited_for(fake: FakeClock) -> None:
    times = _times(Limiter(Quota(requests=3, seconds=10)), fake, 7)
    assert times == [0, 0, 0, 10, 10, 10, 20]


def test_all_quotas_hold(fake: FakeClock) -> None:
    limiter = Limiter(Quota(requests=2, seconds=1), Quota(requests=4, seconds=60))
    times = _times(limiter, fake, 6)
    assert times == [0, 0, 1, 1, 60, 60]
