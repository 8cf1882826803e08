"""Who a cookie says is asking, who is believed, and when a cookie is given."""

import hashlib
import hmac
import stat
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from app.errors import BadInput
from app.web.session import LearnerCookie, LearnerId, become, needs_learner, secret_from_file

OLD, NEW = b"o" * 32, b"n" * 32
FIRST, SECOND = UUID("00000000-0000-4000-8000-000000000000"), UUID("01010101-0101-4101-8101-010101010101")


def signed(learner: UUID, secret: bytes) -> str:
    """By the definition of the format, not by the code under test."""
    mac = hmac.new(secret, learner.hex.encode(), hashlib.sha256).digest()
    return f"{learner.hex}.{urlsafe_b64encode(mac).decode().rstrip('=')}"


def dice() -> Iterator[bytes]:
    """Sixteen 0s, then sixteen 1s, and so on."""
    yield from (bytes([number]) * 16 for number in range(256))


def client_of(*secrets: bytes, scheme: str = "http") -> TestClient:
    app, rolls = FastAPI(), dice()
    app.add_middleware(LearnerCookie, secrets=secrets, random_bytes=lambda size: next(rolls)[:size])

    @app.get("/me")
    @app.post("/me")
    @app.get("/static/app.css")
    @app.get("/api/v1/problems/vgg")
    async def me(request: Request) -> str:
        learner: LearnerId | None = getattr(request.state, "learner", None)
        return str(learner.value) if learner else "nobody"

    @app.post("/sign-in")
    async def sign_in(request: Request) -> None:
        become(request, SECOND)

    return TestClient(app, base_url=f"{scheme}://localhost")


def test_a_first_visit_makes_a_guest_who_is_known_on_the_second() -> None:
    client = client_of(NEW)
    first = client.get("/me")
    assert first.json() == str(FIRST)
    assert first.headers["set-cookie"] == (
        f"receptive={signed(FIRST, NEW)}; HttpOnly; SameSite=Lax; Path=/; Max-Age=34560000"
    )
    second = client.get("/me")
    assert second.json() == str(FIRST)
    assert "set-cookie" not in second.headers


def test_two_guests_are_two_learners() -> None:
    client = client_of(NEW)
    assert client.get("/me").json() == str(FIRST)
    client.cookies.clear()
    assert client.get("/me").json() == str(SECOND)


def test_over_https_the_cookie_is_secure_and_bound_to_the_host() -> None:
    client = client_of(NEW, scheme="https")
    assert client.get("/me").headers["set-cookie"] == (
        f"__Host-receptive={signed(FIRST, NEW)}; HttpOnly; SameSite=Lax; Path=/; Max-Age=34560000; Secure"
    )
    assert client.get("/me").json() == str(FIRST)


def test_over_https_a_cookie_that_plain_http_could_have_planted_is_not_believed() -> None:
    client = client_of(NEW, scheme="https")
    assert client.get("/me", headers={"cookie": f"receptive={signed(SECOND, NEW)}"}).json() == str(FIRST)


GOOD = signed(SECOND, NEW)
FORGED = [
    "",
    "x",
    SECOND.hex,
    f"{SECOND.hex}.",
    GOOD[:-1],
    GOOD[:-1] + ("A" if GOOD[-1] != "A" else "B"),
    GOOD + "A",
    GOOD.replace("01", "02", 1),
    GOOD.upper(),
    signed(SECOND, OLD),
    f'"{GOOD}x"',
    "é" * 76,
]


@pytest.mark.parametrize("value", FORGED, ids=ascii)
def test_a_forged_or_cut_cookie_makes_a_new_guest(value: str) -> None:
    told = client_of(NEW).get("/me", headers=[(b"cookie", b"receptive=" + value.encode())])
    assert told.json() == str(FIRST)
    assert told.headers["set-cookie"].startswith(f"receptive={signed(FIRST, NEW)}; ")


def test_a_good_cookie_is_believed_among_others() -> None:
    told = client_of(NEW).get("/me", headers={"cookie": f"theme=dark; receptive={GOOD}; a=b"})
    assert told.json() == str(SECOND)
    assert "set-cookie" not in told.headers


def test_an_old_secret_is_still_believed_and_its_cookie_replaced() -> None:
    told = client_of(NEW, OLD).get("/me", headers={"cookie": f"receptive={signed(SECOND, OLD)}"})
    assert told.json() == str(SECOND)
    assert told.headers["set-cookie"].startswith(f"receptive={signed(SECOND, NEW)}; ")


def test_a_change_begins_the_400_days_again() -> None:
    client = client_of(NEW)
    client.get("/me")
    assert "Max-Age=34560000" in client.post("/me").headers["set-cookie"]


def test_a_route_can_make_the_client_another_learner() -> None:
    client = client_of(NEW)
    client.get("/me")
    assert client.post("/sign-in").headers["set-cookie"].startswith(f"receptive={signed(SECOND, NEW)}; ")
    assert client.get("/me").json() == str(SECOND)


@pytest.mark.parametrize("path", ["/static/app.css", "/api/v1/problems/vgg"])
def test_what_keeps_nothing_sets_no_cookie(path: str) -> None:
    told = client_of(NEW).get(path)
    assert told.json() == "nobody"
    assert "set-cookie" not in told.headers


def test_a_program_with_a_token_gets_no_cookie() -> None:
    told = client_of(NEW).post("/me", headers={"authorization": "Bearer abc"})
    assert told.json() == "nobody"
    assert "set-cookie" not in told.headers


def test_a_browser_that_sends_the_operators_key_is_still_its_learner() -> None:
    """Having given it at one address, a browser sends it to those beside it, unasked (RFC 7617, section 2.2)."""
    told = client_of(NEW).get("/me", headers={"authorization": "Basic b3A6a2V5", "cookie": f"receptive={GOOD}"})
    assert told.json() == str(SECOND)


@pytest.mark.parametrize(
    ("path", "needed"),
    [
        ("/", True),
        ("/problems", True),
        ("/statics", True),
        ("/api/v1/questions/7/answer", True),
        ("/api/v1/plan/today", True),
        ("/static/css/base.css", False),
        ("/healthz", False),
        ("/api/v1/read", False),
        ("/api/v1/check", False),
        ("/api/v1/calculate/network", False),
        ("/api/v1/problems", False),
        ("/api/v1/architectures/vgg-16", False),
        ("/api/v1/readings", True),
    ],
)
def test_only_what_a_learner_owns_needs_a_learner(path: str, needed: bool) -> None:
    assert needs_learner(path) is needed


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "secret"
    assert secret_from_file(path, lambda size: b"s" * size) == b"s" * 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secret_from_file(path, lambda size: b"t" * size) == b"s" * 32


def test_a_secret_that_is_too_short_stops_the_start(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"short")
    with pytest.raises(BadInput, match=r"holds 5 bytes; a secret has 32\. Delete it to have a new one made"):
        secret_from_file(path, lambda size: b"s" * size)
