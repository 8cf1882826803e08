"""What a validator of HTML finds on a page, where it can be said in a line: headings, forms, attributes, references."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from starlette.testclient import TestClient

from tests.web.doors import visit

PAGES = (
    "/",
    "/problems",
    "/problems?sort=weakest",
    "/problems/explain-clock/own",
    "/problems/shift-the-input/own",
    "/learn/convolution",
    "/learn/depthwise-separable",
    "/errata",
    "/assess",
    "/cards",
    "/plan",
    "/progress",
    "/report",
    "/search?q=floor",
    "/lab/network?by=form",
    "/lab/receptive-field?by=form",
    "/nothing",
)
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
POINTING = ("aria-controls", "form", "list")
NOT_FILLED_IN_BY_BROWSERS = {"radio", "checkbox"}


@dataclass(slots=True)
class Markup(HTMLParser):
    """The parts of a page that can contradict each other."""

    levels: list[int] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    within: str = ""
    sendable: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    points_at: set[str] = field(default_factory=set)
    misspelt: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in HEADINGS:
            self.levels.append(HEADINGS[tag])
        if tag == "form":
            self.within = given.get("id") or f"the form {len(self.forms)}"
            self.forms.append(self.within)
        if tag == "button" and given.get("type", "submit") == "submit":
            self.sendable.add(given.get("form") or self.within)
        self.ids.add(given.get("id", ""))
        self.points_at |= {given[name] for name in POINTING if name in given}
        self.misspelt += [f"{tag} {name}={value}" for name, value in given.items() if is_misspelt(given, name, value)]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.within = ""


def is_misspelt(given: Mapping[str, str], name: str, value: str) -> bool:
    """A value in quotes of its own, or help with filling in where nothing is filled in."""
    return value[:1] == '"' or (name == "autocomplete" and given.get("type") in NOT_FILLED_IN_BY_BROWSERS)


@pytest.fixture(scope="module")
def read(stateless: TestClient) -> Mapping[str, Markup]:
    """Each page once."""
    return {address: parsed(visit(stateless, address).text) for address in PAGES}


def parsed(text: str) -> Markup:
    markup = Markup()
    markup.feed(text)
    return markup


def test_headings_begin_at_the_first_level_and_leave_none_out(read: Mapping[str, Markup]) -> None:
    for page, found in read.items():
        assert found.levels[0] == 1, page
        assert all(after <= before + 1 for before, after in pairwise(found.levels)), (page, found.levels)


def test_every_form_has_a_button_that_sends_it(read: Mapping[str, Markup]) -> None:
    unsendable = {page: set(found.forms) - found.sendable for page, found in read.items()}
    assert {page: forms for page, forms in unsendable.items() if forms} == {}


def test_lists_of_suggestions_and_forms_elsewhere_are_on_the_page(read: Mapping[str, Markup]) -> None:
    assert {page: found.points_at - found.ids for page, found in read.items() if found.points_at - found.ids} == {}
    assert "zones" in read["/plan"].points_at


def test_no_attribute_is_misspelt(read: Mapping[str, Markup]) -> None:
    assert {page: found.misspelt for page, found in read.items() if found.misspelt} == {}
