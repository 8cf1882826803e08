"""What is long is sent compressed to whoever takes it so, but for what has to arrive line by line."""

import gzip

import pytest
from starlette.testclient import TestClient

LESSON = "/learn/skip-connections"
LINES = "/lab/cost/measured?size=6&kernel=3&stride=1&channels=8&out_channels=16"


def raw(client: TestClient, address: str, accepted: str) -> tuple[dict[str, str], bytes]:
    """The headers and the bytes as they are sent."""
    with client.stream("GET", address, headers={"Accept-Encoding": accepted}) as response:
        assert response.status_code == 200
        return dict(response.headers), b"".join(response.iter_raw())


def test_a_page_comes_compressed_and_says_the_same(stateless: TestClient) -> None:
    plain, page = raw(stateless, LESSON, "identity")
    headers, sent = raw(stateless, LESSON, "gzip")
    assert "content-encoding" not in plain
    assert headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in headers["vary"]
    assert len(sent) < len(page) / 4
    assert gzip.decompress(sent).count(b"</section>") == page.count(b"</section>")


def test_what_the_api_says_at_length_comes_compressed(stateless: TestClient) -> None:
    headers, sent = raw(stateless, "/api/v1/architectures/resnet-50", "gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(sent).startswith(b"{")


@pytest.mark.parametrize("address", ["/healthz", "/static/mark.svg"])
def test_what_is_short_or_compressed_already_is_left_alone(stateless: TestClient, address: str) -> None:
    headers, _ = raw(stateless, address, "gzip, br")
    assert headers.get("content-encoding", "gzip") == "gzip"
    assert int(headers["content-length"]) < 1_000


def test_what_comes_line_by_line_is_not_held_back(client: TestClient) -> None:
    headers, sent = raw(client, LINES, "gzip")
    assert headers["content-type"].startswith("application/x-ndjson")
    assert "content-encoding" not in headers
    assert sent.startswith(b"{")
