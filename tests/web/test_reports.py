"""The report, and the links by which others read it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Clock, Opening
from tests.web.doors import Page, answered, submit, visit

LINK = re.compile(r"http://localhost(/shared\?key=[^<]+)</code>")


def share(client: TestClient, days: str = "7") -> Page:
    return submit(client, visit(client, "/report"), "/report/links", days=days)


def links(page: Page) -> list[str]:
    return [unescape(found) for found in LINK.findall(page.text)]


def as_a_stranger(client: TestClient, address: str) -> Page:
    """A browser without a cookie."""
    client.cookies.clear()
    return visit(client, address)


def test_the_report_says_where_one_stands(client: TestClient) -> None:
    """One wrong first answer at level 1 weighs 3/4: 1/2.75 is 36 %."""
    empty = visit(client, "/report").words
    assert "Nothing is measured yet." in empty
    assert "Work so far" not in empty
    answered(client, visit(client, "/problems/output-size/1-7"), size="1")
    page = visit(client, "/report")
    assert "All of it rests on 1 first answer." in page.words
    assert "0 of 1 worked out" in page.words
    assert "36%" in page.words


def test_a_link_shows_the_report_to_a_stranger_and_nothing_else(client: TestClient) -> None:
    answered(client, visit(client, "/problems/output-size/1-7"), size="1")
    (address,) = links(share(client))
    page = as_a_stranger(client, address)
    assert page.status == 200
    assert "0 of 1 worked out" in page.words
    assert re.findall(r"<(?:a|form|button)\b[^>]*>", page.text) == ['<a class="skip" href="#main">']
    assert not client.cookies


def test_what_is_shared_is_neither_kept_nor_listed_nor_told_to_others(client: TestClient) -> None:
    (address,) = links(share(client))
    client.cookies.clear()
    headers = client.get(address).headers
    assert headers["cache-control"] == "no-store"
    assert "noindex" in headers["x-robots-tag"]
    assert headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in headers


def test_the_end_of_a_link_is_written_to_the_second(client: TestClient, clock: Clock) -> None:
    """HTML knows fractions of a second of three digits at most; Python writes six."""
    clock.now += timedelta(microseconds=123456)
    assert re.findall(r'<time datetime="([^"]+T[^"]+)"', share(client).text) == ["2026-03-09T13:00:00+01:00"]


def test_the_address_does_not_name_the_learner(client: TestClient) -> None:
    (address,) = links(share(client))
    learner = client.cookies["receptive"].split(".")[0]
    assert learner not in address


@pytest.mark.parametrize("days", [7, 30, 90])
def test_a_link_expires_after_the_days_that_were_chosen(client: TestClient, clock: Clock, days: int) -> None:
    (address,) = links(share(client, str(days)))
    clock.pass_days(days - 1)
    assert visit(client, address).status == 200
    clock.pass_days(1)
    assert links(visit(client, "/report")) == []
    over = as_a_stranger(client, address)
    assert over.status == 410
    assert "This link has expired." in over.words


def test_a_link_that_was_ended_says_so_and_others_go_on(client: TestClient) -> None:
    share(client)
    newer, older = links(share(client, "30"))
    page = visit(client, "/report")
    ended = submit(client, page, "/end")
    assert links(ended) == [older]
    assert as_a_stranger(client, older).status == 200
    over = visit(client, newer)
    assert over.status == 410
    assert "has ended the link" in over.words


def test_nobody_ends_anothers_link(client: TestClient) -> None:
    page = share(client)
    (address,) = links(page)
    action, _ = page.form("/end")
    client.cookies.clear()
    assert client.post(action).status_code == 404
    assert visit(client, address).status == 200


def test_a_key_that_is_forged_cut_or_anothers_opens_nothing(client: TestClient) -> None:
    (address,) = links(share(client))
    cookie = client.cookies["receptive"]
    for forged in ("/shared", f"/shared?key={cookie}", address[:-1], address.replace("key=0", "key=1")):
        assert as_a_stranger(client, forged).status == 404, forged


def test_only_the_times_that_are_offered_are_taken(client: TestClient) -> None:
    assert share(client, "400").status == 422
    assert share(client, "soon").status == 422
    assert links(visit(client, "/report")) == []


def test_links_survive_a_restart(opened: Opening) -> None:
    with opened() as client:
        (address,) = links(share(client))
    with opened() as again:
        assert visit(again, address).status == 200
