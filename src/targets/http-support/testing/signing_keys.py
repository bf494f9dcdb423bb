"""Keys for tests, made when they are needed."""

from __future__ import annotations

import typing as t


def with_keys(facts: dict[str, t.Any]) -> dict[str, t.Any]:
    """The facts with a private key for each setting that holds one."""
    for name, algorithm in facts["keys"].items():
        facts["config"][name] = _private_key(algorithm)
    return facts


def _private_key(algorithm: str) -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    curves: dict[str, type[t.Any]] = {
        "ES256": ec.SECP256R1,
        "ES384": ec.SECP384R1,
        "ES512": ec.SECP521R1,
    }
    key = (
        ec.generate_private_key(curves[algorithm]())
        if algorithm in curves
        else rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem.decode()
