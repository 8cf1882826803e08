"""Words with numbers in them."""

from app.catalog.words import fill, placeholders, to_html, to_text


def test_placeholders_are_found_and_filled() -> None:
    words = "A {{ input }} map, stride {{stride}}."
    assert placeholders(words) == {"input", "stride"}
    assert fill(words, {"input": "6 × 6", "stride": "2"}) == "A 6 × 6 map, stride 2."


def test_markdown_becomes_html_and_html_in_it_is_only_shown() -> None:
    assert to_html("a **b**") == "<p>a <strong>b</strong></p>\n"
    assert "<script>" not in to_html("<script>alert(1)</script>")


def test_markdown_becomes_text_without_its_marks() -> None:
    assert to_text("Take **three**\nlayers:\n\n1. conv\n2. pool\n\nHow large?") == (
        "Take three layers:\n1. conv\n2. pool\nHow large?"
    )
