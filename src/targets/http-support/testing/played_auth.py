"""Who may ask the played source, and where it gives out tokens."""

from __future__ import annotations

import base64
import typing as t

from .places import put

if t.TYPE_CHECKING:
    from .played_request import PlayedRequest


class PlayedAuth:
    """Checks credentials against what `source.json` says."""

    def __init__(self) -> None:
        """No token is out."""
        self.valid: set[str] = set()
        self.issued = 0

    def revoke(self) -> None:
        """No token that was given out holds any more."""
        self.valid.clear()

    def issue(self) -> str:
        """A new token."""
        self.issued += 1
        token = f"issued-token-{self.issued}"
        self.valid.add(token)
        return token

    def allows(self, auth: dict[str, t.Any] | None, request: PlayedRequest) -> bool:
        """Whether a request proves who asks."""
        if auth is None:
            return True
        sent = request.headers.get("Authorization", "")
        match auth["kind"]:
            case "bearer":
                return sent == f"{auth.get('prefix', 'Bearer')} {auth['token']}".strip()
            case "basic":
                return sent == basic(auth)
            case "api-key":
                return _sent_at(auth, request) == with_prefix(
                    auth.get("prefix"), auth["key"]
                )
            case "oauth2":
                return sent.removeprefix("Bearer ") in self.valid
            case "jwt":
                return _claims_hold(auth, sent)
            case "session":
                sent_token = _sent_at(auth["sendAs"], request) or ""
                prefix = auth["sendAs"].get("prefix")
                return sent_token.removeprefix(f"{prefix} ") in self.valid
            case "all":
                return all(self.allows(part, request) for part in auth["of"])
            case _:
                return True

    def token_answer(
        self, auth: dict[str, t.Any], request: PlayedRequest
    ) -> tuple[int, t.Any, dict[str, str]]:
        """What the token endpoint or the login answers."""
        if not _may_have_token(auth, request):
            return 400, {"error": "invalid_grant"}, {}
        token = self.issue()
        if auth["kind"] == "oauth2":
            return (
                200,
                {"access_token": token, "expires_in": 3600, "token_type": "Bearer"},
                {},
            )
        if auth["token"]["from"] == "header":
            return 200, {}, {auth["token"]["name"]: token}
        body: dict[str, t.Any] = {}
        put(body, auth["token"]["path"], token)
        return 200, body, {}


def token_endpoints(auth: dict[str, t.Any] | None) -> list[dict[str, t.Any]]:
    """The parts of an authentication that have one."""
    if auth is None:
        return []
    if auth["kind"] == "all":
        return [found for part in auth["of"] for found in token_endpoints(part)]
    return [auth] if auth["kind"] in {"oauth2", "session"} else []


def renews(auth: dict[str, t.Any] | None) -> bool:
    """Whether a new token can be had."""
    return len(token_endpoints(auth)) > 0


def basic(auth: dict[str, t.Any]) -> str:
    """The header of HTTP basic auth."""
    return (
        "Basic "
        + base64.b64encode(f"{auth['username']}:{auth['password']}".encode()).decode()
    )


def with_prefix(prefix: str | None, value: str) -> str:
    """A key as it is sent."""
    return f"{prefix} {value}" if prefix else value


def _sent_at(place: dict[str, t.Any], request: PlayedRequest) -> str | None:
    match place["in"]:
        case "header":
            return request.headers.get(place["name"])
        case "query":
            return request.query.get(place["name"])
        case _:
            return request.cookies().get(place["name"])


def _may_have_token(auth: dict[str, t.Any], request: PlayedRequest) -> bool:
    sent = request.body or {}
    if auth["kind"] == "session":
        login = auth["login"]
        wanted = basic(login["basic"]) if "basic" in login else None
        return sent == login.get("body", {}) and wanted in (
            None,
            request.headers.get("Authorization"),
        )
    if auth["clientAuth"] == "basic":
        held = auth["credentials"]
        client = {
            "username": held.get("clientId", ""),
            "password": held.get("clientSecret", ""),
        }
        if request.headers.get("Authorization") != basic(client):
            return False
    if auth["grant"] == "jwt-bearer":
        return str(sent.get("assertion", "")).count(".") == 2
    return all(sent.get(name) == value for name, value in auth["form"].items())


def _claims_hold(auth: dict[str, t.Any], sent: str) -> bool:
    import jwt

    prefix = auth.get("prefix", "Bearer")
    if not sent.startswith(f"{prefix} "):
        return False
    token = sent[len(prefix) + 1 :]
    claims = jwt.decode(token, options={"verify_signature": False})
    signed_with = jwt.get_unverified_header(token)["alg"]
    return signed_with == auth["algorithm"] and all(
        claims.get(name) == value for name, value in auth["claims"].items()
    )
