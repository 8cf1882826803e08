"""A walk through all that there is to read: links, anchors, figures, citations and workings lead somewhere.

Whatever the pages lead to is asked for once, however many lead there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from tests.web.doors import visit

PARTS = sorted(path.stem.partition("-")[2] for path in Path("content/chapters").glob("*/lessons/*.md"))
BESIDE = ("/learn/cheat-sheet", "/learn/glossary", "/learn/sources", "/errata", "/plan")
PAGES = ("/learn", *(f"/learn/{slug}" for slug in PARTS), *BESIDE)
OURS = "http://localhost"
ATTRIBUTES_THAT_POINT = ("popovertarget", "aria-labelledby", "aria-describedby", "for")
HOLDS_A_PICTURE = {"img", "svg"}


@dataclass(slots=True)
class Found(HTMLParser):
    """What of a page has to lead somewhere, or has to be said in words."""

    ids: list[str] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    points_at: set[str] = field(default_factory=set)
    wordless: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        self.addresses |= {given[name] for name in ("href", "src") if given.get(name) and tag != "use"}
        self.points_at |= {name for each in ATTRIBUTES_THAT_POINT for name in given.get(each, "").split()}
        if tag in HOLDS_A_PICTURE and not _is_said(tag, given):
            self.wordless.append(str(given))


def _is_said(tag: str, given: Mapping[str, str]) -> bool:
    """A picture has a text alternative, or is kept from those who would need one, since words stand beside it."""
    if given.get("aria-hidden") == "true":
        return True
    if tag == "img":
        return "alt" in given
    return given.get("role") == "img" and bool(given.get("aria-label") or given.get("aria-labelledby"))


@pytest.fixture(scope="module")
def read(stateless: TestClient) -> Mapping[str, Found]:
    """Each page once."""
    return {address: looked_at(visit(stateless, address).text) for address in PAGES}


def looked_at(text: str) -> Found:
    found = Found()
    found.feed(text)
    return found


def test_every_part_of_every_chapter_is_walked(catalog: Catalog) -> None:
    assert set(PARTS) == set(catalog.lessons.by_slug)


def test_every_link_leads_to_a_page_and_every_anchor_to_a_place_on_it(
    stateless: TestClient, read: Mapping[str, Found]
) -> None:
    @cache
    def target(address: str) -> Found | int:
        if address in read:
            return read[address]
        answer = stateless.get(address, follow_redirects=True)
        return looked_at(answer.text) if answer.status_code == 200 else answer.status_code

    dead: list[str] = []
    for page, found in read.items():
        for address in found.addresses:
            whole, anchor = urldefrag(urljoin(OURS + page, address))
            if not whole.startswith(OURS):
                continue
            reached = target(whole.removeprefix(OURS))
            if isinstance(reached, int) or (anchor and anchor not in reached.ids):
                dead.append(f"{page}: {address}")
    assert dead == []


def test_nothing_leads_out_but_to_works_by_their_address(read: Mapping[str, Found], catalog: Catalog) -> None:
    outside = {each for found in read.values() for each in found.addresses if urlsplit(each).netloc}
    assert outside == {work.address for work in catalog.works.by_number.values()}


def test_every_citation_leads_to_its_work(stateless: TestClient, read: Mapping[str, Found], catalog: Catalog) -> None:
    assert set(catalog.works.by_number) <= set(read["/learn/sources"].ids)
    for lesson in catalog.lessons.by_slug.values():
        assert {f"/learn/sources#{number}" for number in lesson.cites} <= read[f"/learn/{lesson.slug}"].addresses
    assert "/learn/sources#1603.07285" in read["/errata"].addresses
    assert 'href="/learn/sources#1409.1556"' in visit(stateless, "/lab/architectures/vgg-16").text


def test_what_an_element_points_at_is_on_its_page_and_each_name_only_once(read: Mapping[str, Found]) -> None:
    """The working of each number, what labels and describes, and what a form's labels are for."""
    for page, found in read.items():
        assert found.points_at - set(found.ids) == set(), page
        assert len(found.ids) == len(set(found.ids)), page


def test_every_picture_is_said_in_words(read: Mapping[str, Found]) -> None:
    assert {page: found.wordless for page, found in read.items() if found.wordless} == {}
