"""Figures that are moved where they stand: every state that a knob reaches is drawn, and says what it shows."""

import html
import re
from collections.abc import Iterator
from itertools import product
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.catalog.lessons import Choice, Knob, Picture, Slide, values_at
from tests.web.doors import visit

SWAP = {"HX-Request": "true", "HX-Request-Type": "partial"}


def turned(picture: Picture) -> Iterator[tuple[tuple[Knob, str], ...]]:
    """Both ends of every slide with each other, then each choice alone."""
    slides = [each for each in picture.knobs if isinstance(each, Slide)]
    yield from product(*([(each, str(end)) for end in (each.least, each.most)] for each in slides))
    for each in picture.knobs:
        if isinstance(each, Choice):
            yield from (((each, value),) for value in each.values)


def states(picture: Picture) -> Iterator[str]:
    for knobs in turned(picture):
        at = {(knob.name, knob.place): value for knob, value in knobs}
        yield urlencode([(name, at.get((name, place), value)) for name, place, value in values_at(picture.address)])


def test_every_figure_is_drawn_wherever_its_knobs_stand(stateless: TestClient, catalog: Catalog) -> None:
    for slug, lesson in catalog.lessons.by_slug.items():
        for number, picture in enumerate(lesson.pictures, start=1):
            for query in states(picture) if picture.knobs else ():
                answer = stateless.get(f"/learn/{slug}/figures/{number}?{query}", headers=SWAP)
                assert answer.status_code == 200
                assert re.search(r'<svg class="drawing"|<table class="layers-table"', answer.text), (slug, query)
                assert '<output aria-live="polite">' in answer.text


def test_a_moved_figure_says_what_the_engine_finds(stateless: TestClient) -> None:
    query = "input=8&kernel=3&stride=1&padding=0"
    answer = stateless.get(f"/learn/sizes/figures/2?{query}", headers=SWAP)
    assert "8 × 8 becomes 6 × 6." in answer.text
    assert 'id="figure-2"' in answer.text


def test_the_form_of_a_figure_opens_its_state_in_the_lab_without_a_script(stateless: TestClient) -> None:
    page = visit(stateless, "/learn/receptive-field").text
    found = re.search(r'<form class="moving"[^>]*action="(/lab/receptive-field)".*?</form>', page, re.DOTALL)
    assert found
    sent = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', found[0])
    sent += re.findall(r'type="range"[^>]* name="([^"]+)"[^>]* value="([^"]*)"', found[0])
    sent += re.findall(r'type="radio" name="([^"]+)" value="([^"]*)"[^>]* checked', found[0])
    assert sorted(name for name, _ in sent).count("stride") == 5
    lab = visit(stateless, f"{found[1]}?{urlencode(sorted(sent))}")
    assert lab.status == 200
    assert f'<button type="submit" class="link" form="{"figure-1-moves"}">' in page


def test_whoever_opens_a_figure_by_its_address_finds_it_in_the_lab(stateless: TestClient) -> None:
    answer = stateless.get("/learn/sizes/figures/1?input=9&kernel=3&stride=2&padding=1", follow_redirects=False)
    assert answer.status_code == 303
    assert html.unescape(answer.headers["location"]) == "/lab/output-size?input=9&kernel=3&stride=2&padding=1"


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/learn/sizes/figures/1?input=2&kernel=7&padding=0", 200, "7 does not fit"),
        ("/learn/sizes/figures/1?layer=no-such", 422, "This figure has no such state."),
        ("/learn/sizes/figures/9?input=8", 404, "This part has no such figure to move."),
        ("/learn/architectures/figures/1", 404, "This part has no such figure to move."),
        ("/learn/none/figures/1", 404, "No chapter has such a part."),
    ],
)
def test_a_state_there_is_not_is_a_sentence(stateless: TestClient, address: str, status: int, sentence: str) -> None:
    answer = stateless.get(address, headers=SWAP)
    assert answer.status_code == status
    assert sentence in html.unescape(answer.text)
