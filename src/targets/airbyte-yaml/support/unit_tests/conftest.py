"""What every conversation needs: a configuration, and a clock that obeys."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import backoff._sync
import pytest
from airbyte_cdk.sources.streams import call_rate
from airbyte_cdk.sources.streams.http import rate_limiting
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from freezegun import freeze_time

UNIT_TESTS = Path(__file__).parent
NOW = "2024-06-01T00:00:00Z"


@pytest.fixture(scope="session")
def config() -> dict[str, Any]:
    """Private keys are made here, so that none lies in a repository."""
    text = (UNIT_TESTS / "resource" / "config.json").read_text(encoding="utf-8")
    values: dict[str, Any] = json.loads(text)
    return {
        name: _private_key() if value == "generated:rsa-private-key" else value
        for name, value in values.items()
    }


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Stops the clock: to wait is to move it on. Gives the seconds of each wait."""
    slept: list[float] = []
    with freeze_time(NOW) as clock:

        class Time:
            """`time` for those who wait for the source; threads keep the real one."""

            def __getattr__(self, name: str) -> Any:
                return getattr(time, name)

            def sleep(self, seconds: float) -> None:
                slept.append(seconds)
                clock.tick(seconds)

        for module in (rate_limiting, call_rate, backoff._sync):
            monkeypatch.setattr(module, "time", Time())
        yield slept


def _private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
