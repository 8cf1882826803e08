"""Which page a complaint keeps from being shown: that of its file, and no other."""

from pathlib import Path

import pytest

from app.errors import Complaint
from app.web.preview import Preview, told


@pytest.mark.parametrize(
    ("file", "spoiled", "shown"),
    [
        ("chapters/graphs/lessons/03-edges.md", "/learn/edges", "/learn"),
        ("chapters/graphs/problems/edge-size.yaml", "/problems/edge-size/2-7", "/problems"),
        ("chapters/graphs/problems/edge.yaml", "/problems/edge", "/problems/edge-size"),
        ("chapters/graphs/chapter.yaml", "/learn", "/learn/edges"),
        ("chapters/graphs", "/learn", "/problems"),
        ("architectures/vgg-16.yaml", "/lab/architectures/vgg-16", "/lab/architectures"),
        ("cards.yaml", "/cards/paths", "/"),
        ("glossary.yaml", "/learn/glossary", "/learn/cheat-sheet"),
        ("plan.yaml", "/plan", "/progress"),
    ],
)
def test_a_complaint_spoils_the_page_of_its_file(file: str, spoiled: str, shown: str) -> None:
    preview = Preview()
    preview.tell(told(Path("nowhere"), [Complaint(file, 1, "It is not sound.")]))
    assert [each.sentence for each in preview.about(spoiled)] == ["It is not sound."]
    assert preview.about(shown) == ()


def test_a_complaint_has_the_line_as_it_stands_and_none_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("- title: One\n  minutes: two\n", encoding="utf-8")
    found = told(tmp_path, [Complaint("plan.yaml", 2, "No."), Complaint("plan.yaml", 9, "No.")])
    assert [each.text for each in found] == ["minutes: two", ""]


def test_each_reading_of_the_content_makes_another_version() -> None:
    preview = Preview()
    before = preview.version
    preview.tell(())
    assert preview.version != before
