"""What is cited is listed with authors, year and title, and what is listed is cited."""

import shutil
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.catalog.works import citation_complaints, cited_in, linked, load_works
from app.errors import ContentError
from tests.conftest import ROOT

TEXTS = {".md", ".yaml"}


def test_nothing_is_listed_that_nobody_cites(catalog: Catalog) -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "content").rglob("*") if path.suffix in TEXTS]
    papers = {each.words.paper.arxiv for each in catalog.architectures.by_slug.values()}
    cited = papers.union(*map(cited_in, texts))
    assert set(catalog.works.by_number) <= cited


def test_a_networks_paper_is_listed_by_the_same_title(catalog: Catalog) -> None:
    for network in catalog.architectures.by_slug.values():
        paper = network.words.paper
        if paper.arxiv:
            assert catalog.works.by_number[paper.arxiv].words.title.lower() == paper.title.lower()


def test_a_number_was_given_in_the_year_that_is_said_of_it(catalog: Catalog) -> None:
    """The first four digits of an arXiv number are year and month."""
    assert all(work.words.year == 2000 + int(number[:2]) for number, work in catalog.works.by_number.items())


def test_a_citation_of_what_is_not_listed_is_told_with_file_and_line(tmp_path: Path) -> None:
    shutil.copy(ROOT / "content" / "works.yaml", tmp_path / "works.yaml")
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "01-one.md").write_text(
        "See\narXiv:1512.03385, 1409.1556 and 1512.99999.", encoding="utf-8"
    )
    (told,) = citation_complaints(tmp_path, load_works(tmp_path))
    assert str(told) == "lessons/01-one.md:2: “arXiv:1512.99999” is cited and is not in works.yaml."


def test_a_work_without_a_title_is_told(tmp_path: Path) -> None:
    (tmp_path / "works.yaml").write_text('"1512.03385": {authors: He, year: 2015}', encoding="utf-8")
    with pytest.raises(ContentError, match=r"works\.yaml:1: 1512\.03385"):
        load_works(tmp_path)


def test_each_number_of_a_citation_leads_to_its_entry() -> None:
    assert linked("<p>He, arXiv:1512.03385, table 1, and arXiv:1610.02357 and 1801.04381.</p>") == (
        '<p>He, <a class="cited" href="/learn/sources#1512.03385">arXiv:1512.03385</a>, table 1, and '
        '<a class="cited" href="/learn/sources#1610.02357">arXiv:1610.02357</a> and '
        '<a class="cited" href="/learn/sources#1801.04381">1801.04381</a>.</p>'
    )
