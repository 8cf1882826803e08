"""Cheat sheet, glossary and sources as pages: every row, term and work is there."""

import re

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


def test_what_the_second_chapter_teaches_leads_to_the_part_that_asks_for_it(stateless: TestClient) -> None:
    """Its terms and rows have the skill of a part of the first chapter, which is not where they are taught."""
    terms, sheet = visit(stateless, "/learn/glossary").text, visit(stateless, "/learn/cheat-sheet").text
    entry = terms[terms.index('id="class-token"') : terms.index('id="compound-scaling"')]
    assert 'href="/learn/patches#' in entry
    row = sheet[sheet.index('<tr id="attention">') : sheet.index('<tr id="cnn-or-transformer">')]
    assert 'href="/learn/the-price-of-everything"' in row
    assert 'href="/learn/choosing"' in sheet[sheet.index('<tr id="cnn-or-transformer">') :]


def test_the_sources_say_who_wrote_what_when_and_where_it_is_cited(stateless: TestClient, catalog: Catalog) -> None:
    page = visit(stateless, "/learn/sources")
    assert "Deep Residual Learning for Image Recognition He, Zhang, Ren and Sun, 2015, arXiv:1512.03385" in page.words
    entry = page.text[page.text.index('id="2202.10054"') : page.text.index('id="2203.06717"')]
    assert f'<a href="/learn/transfer-learning">{catalog.lessons.lesson("transfer-learning").title}</a>' in entry


def test_terms_in_a_part_lead_to_their_place_in_the_glossary(stateless: TestClient) -> None:
    part, terms = visit(stateless, "/learn/sizes").text, visit(stateless, "/learn/glossary").text
    linked = re.findall(r'class="term" href="/learn/glossary#([^"]+)"', part)
    assert len(linked) == len(set(linked)) > 2
    assert all(f'id="{name}"' in terms for name in linked)
