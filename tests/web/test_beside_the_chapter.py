"""Cheat sheet and glossary as pages: every row and term is there, and every link leads somewhere."""

import re

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from tests.web.doors import visit


def test_the_sheet_has_every_row_with_its_numbers_and_ways_on(stateless: TestClient, catalog: Catalog) -> None:
    page = visit(stateless, "/learn/cheat-sheet")
    assert page.status == 200
    for row in catalog.cheat_sheet.rows:
        assert f'<tr id="{row.id}">' in page.text
        assert f'href="/problems/{row.words.problem}"' in page.text
        assert f'href="/cards/{row.words.card}"' in page.text
    assert "{{" not in page.text
    assert ">25,088,000</button>" in page.text


def test_the_glossary_has_every_term_under_its_letter(stateless: TestClient, catalog: Catalog) -> None:
    page = visit(stateless, "/learn/glossary")
    for term in catalog.glossary.terms:
        assert f'id="{term.id}"' in page.text
        assert f'id="letter-{term.words.term[0].upper()}"' in page.text
    assert len(catalog.glossary.terms) >= 50


@pytest.mark.parametrize("address", ["/learn", "/learn/cheat-sheet", "/learn/glossary"])
def test_every_link_leads_somewhere(client: TestClient, address: str) -> None:
    page = visit(client, address).text
    inner = page[page.index('<main class="page"') : page.index("</main>")]
    targets = set(re.findall(r'href="(/[^"#]*)[^"]*"', inner))
    assert targets
    for target in targets:
        assert visit(client, target.replace("&amp;", "&")).status == 200, target
    for anchor in re.findall(r'href="#([^"]+)"', inner):
        assert f'id="{anchor}"' in inner


def test_terms_in_a_part_lead_to_their_place_in_the_glossary(stateless: TestClient) -> None:
    part, terms = visit(stateless, "/learn/sizes").text, visit(stateless, "/learn/glossary").text
    linked = re.findall(r'class="term" href="/learn/glossary#([^"]+)"', part)
    assert len(linked) == len(set(linked)) > 2
    assert all(f'id="{name}"' in terms for name in linked)
