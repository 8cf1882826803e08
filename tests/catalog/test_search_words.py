"""What people type and what the texts say: what is wrong in the file is told with its line."""

from pathlib import Path

import pytest

from app.catalog.search_words import load_search_words
from app.errors import ContentError

FILE = "same:\n  - [receptive field, RF]\n  - [depthwise, dw]\nsigns:\n  ⌊: floor\nlittle: [the]\nexamples: [floor]\n"


def test_forms_signs_and_little_words_are_read(tmp_path: Path) -> None:
    (tmp_path / "search.yaml").write_text(FILE, encoding="utf-8")
    words = load_search_words(tmp_path)
    assert words.same == (("receptive field", "RF"), ("depthwise", "dw"))
    assert (words.signs, words.little, words.examples) == ({"⌊": "floor"}, frozenset({"the"}), ("floor",))


@pytest.mark.parametrize(
    ("now", "instead", "complaint"),
    [
        ("[depthwise, dw]", "[depthwise, rf]", "search.yaml:3: same.1: “rf” is receptive field already."),
        ("[depthwise, dw]", "[depthwise]", "search.yaml:3: same.1: List should have at least 2 items"),
        ("⌊: floor", "floor: ⌊", "search.yaml:5: signs.floor"),
        ("examples: [floor]", "examples: []", "search.yaml:7: examples"),
        ("little: [the]", "little: [on]", "search.yaml:6: little.0"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, now: str, instead: str, complaint: str) -> None:
    (tmp_path / "search.yaml").write_text(FILE.replace(now, instead), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_search_words(tmp_path)
    assert complaint in refused.value.sentence
