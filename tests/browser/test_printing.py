"""Pages that are made to be printed fit on one sheet, whatever size it has."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_floors import progressed, report

A_PAGE = re.compile(rb"/Type\s*/Page\b")  # as Skia writes it, outside of what is compressed


@pytest.mark.parametrize("reach", [progressed, report])
def test_where_one_stands_prints_on_one_page(page: Page, reach: Callable[[Page], None]) -> None:
    reach(page)
    for sheet in ("A4", "Letter"):
        assert len(A_PAGE.findall(page.pdf(format=sheet))) == 1, sheet
    page.emulate_media(media="print")
    expect(page.get_by_role("button").filter(visible=True)).to_have_count(0)  # what one clicks is of no use on paper
