"""Each sort of file tells what is wrong with file, line and sentence, and all of them at once."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from app.catalog.catalog import load
from app.catalog.leftovers import leftovers
from app.errors import ContentError
from tests.conftest import ROOT

CONTENT = ROOT / "content"
CHAPTER = "chapters/convolutional-networks"
Edit = tuple[str, str, str]
"""What stands in a file, what takes its place, and the complaint behind the number of that line."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


READ_FIRST: Mapping[str, Edit] = {
    "skills.yaml": ("{name: Pooling, can", "{nome: Pooling, can", "pooling.name: Field required."),
    "self-assessment.yaml": ("levels: [Cannot,", "levels: [1,", "levels.0: Input should be a valid string."),
    f"{CHAPTER}/problems/output-size.yaml": ("minutes: 2", "minutes: two", "minutes: Input should be a valid integer."),
    f"{CHAPTER}/problems/causal-size.yaml": ("level: ", "title: Twice\nlevel: ", "'title' is said twice."),
    f"{CHAPTER}/problems/explain-clock.yaml": ("    unless: [bytes,", "    unless: [bites,", "slogans.fewer-is-faster"),
    "errata.yaml": ("window-is-the-field:", "door-is-the-field:", "door-is-the-field: Nothing refutes this."),
}
NETWORKS: Mapping[str, Edit] = {
    "architectures/lenet-5.yaml": ("  params: 61_706", "  params: 61_707", "expect.params: It is expected to be 61707"),
    "architectures/vgg-16.yaml": ("year: 2014", "year: in 2014", "year: Input should be a valid integer."),
}
READ_UPON_THEM: Mapping[str, Edit] = {
    f"{CHAPTER}/lessons/02-sizes.md": (
        "$K > W + 2P$",
        "$K >$ {{ size(7) }}",
        "“size(7)”: missing 1 required positional argument",
    ),
    f"{CHAPTER}/lessons/03-receptive-field.md": ("summary: ", "summery: ", "summery: Extra inputs are not permitted."),
    f"{CHAPTER}/lessons/01-convolution.md": ("## One", "## {{ 1/3 }} One", "“1/3”: This fraction does not end"),
    "plan.yaml": ("{problem: output-size, times", "{problem: input-size, times", "There is no problem 'input-size'."),
    "cards.yaml": ("form: expression, value", "form: poem, value", "size-formula.answer.form: Input should be"),
    "cheat-sheet.yaml": ("  slip: no-plus-one", "  slip: no-plus-two", "has no mistake 'no-plus-two'."),
    "glossary.yaml": ("problem: pool-by-hand}", "problem: pool-by-foot}", "There is no problem 'pool-by-foot'."),
}


@pytest.mark.parametrize(
    "edits", [READ_FIRST, NETWORKS, READ_UPON_THEM], ids=["read first", "networks", "read upon them"]
)
def test_every_sort_of_file_is_told_with_line_and_sentence_at_once(content: Path, edits: Mapping[str, Edit]) -> None:
    lines = {name: edited(content / name, old, new) for name, (old, new, _) in edits.items()}
    with pytest.raises(ContentError) as refused:
        load(content, is_sound=True)
    told = refused.value.sentence.splitlines()
    for name, (_, _, sentence) in edits.items():
        assert any(each.startswith(f"{name}:{lines[name]}: ") and sentence in each for each in told), (name, told)


def edited(path: Path, old: str, new: str) -> int:
    """The line that was changed."""
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return 1 + text[: text.index(old)].count("\n")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"output-size: {name: Size, can: [}\n", "skills.yaml:1: This is not YAML: "),
        (b"a: 1\nb: \x07\n", "skills.yaml:1: This is not YAML: "),
        (b"a: 2026-13-45\n", "skills.yaml:1: This is not YAML: month must be in 1..12"),
        (b"a: &a\n  b: *a\n", "skills.yaml:1: A value is not plain data: "),
        (b"a: 1\nb: \xff\n", "skills.yaml:2: This is not text in UTF-8."),
        (b"", "skills.yaml:1: Input should be a"),
        (None, "skills.yaml:1: There is no such file."),
    ],
)
def test_what_is_no_file_of_content_is_told_like_the_rest(content: Path, body: bytes | None, sentence: str) -> None:
    shutil.rmtree(content / "chapters")
    shutil.rmtree(content / "architectures")
    if body is None:
        (content / "skills.yaml").unlink()
    else:
        (content / "skills.yaml").write_bytes(body)
    with pytest.raises(ContentError) as refused:
        load(content)
    assert refused.value.sentence.startswith(sentence)


def test_what_is_still_to_be_written_is_told_with_its_line(content: Path) -> None:
    assert leftovers(CONTENT) == ()
    line = edited(content / "glossary.yaml", 'says: "What comes out of a nonlinearity.', 'says: "TODO: what it is.')
    (found,) = leftovers(content)
    assert str(found).startswith(f"glossary.yaml:{line}: Still to be written: what it is.")
