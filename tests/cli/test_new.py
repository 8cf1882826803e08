"""`receptive content new`: what it begins loads as it stands, and nothing that is there is written over."""

import shutil
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog, load, problem
from app.catalog.leftovers import leftovers
from app.cli import main
from app.cli.content.kind_words import problem_file
from app.problems.kind import AnyKind
from app.problems.kinds import KINDS
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RECEPTIVE_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


def begin(content: Path, *words: str) -> int:
    return main(["content", "--folder", str(content), "new", *words])


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_problem_of_every_kind_loads_as_it_is_begun(kind: AnyKind, tmp_path: Path, catalog: Catalog) -> None:
    path = tmp_path / "chapters" / "new" / "problems" / "begun.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(problem_file(kind, None if kind.skill else "pooling"), encoding="utf-8")
    begun = problem(path, tmp_path, catalog.skills)
    assert begun.mistakes.keys() >= kind.mistakes.keys()
    assert all("TODO: " in words for words in (begun.title, begun.prompt, begun.rubric.no_hire))


def test_a_chapter_is_begun_with_a_part_a_problem_and_an_explanation(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert begin(content, "chapter", "graphs") == 0
    assert begin(content, "lesson", "edges", "--chapter", "graphs", "--skill", "pooling") == 0
    assert begin(content, "problem", "edge-size", "--chapter", "graphs", "--kind", "output-size") == 0
    assert begin(content, "explanation", "explain-edges", "--chapter", "graphs", "--skill", "pooling") == 0
    assert "receptive content preview   shows it at /problems/edge-size while" in capsys.readouterr().out
    chapter = load(content, is_sound=True).chapters.chapter("graphs")
    assert [lesson.slug for lesson in chapter.lessons] == ["edges"]
    assert {each.slug for each in chapter.problems} == {"edge-size", "explain-edges"}
    assert chapter.lessons[0].checks  # a problem on its skill that was there before
    files = {found.file for found in leftovers(content)}
    assert files == {
        f"chapters/graphs/{name}"
        for name in ("chapter.yaml", "lessons/01-edges.md", "problems/edge-size.yaml", "problems/explain-edges.yaml")
    }


CHAPTER = "convolutional-networks"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("problem", "output-size", "--kind", "output-size"), "There is a problem output-size already, and stays as"),
        (("explanation", "output-size", "--skill", "pooling"), "There is a problem output-size already, and stays as"),
        (
            ("lesson", "sizes", "--chapter", CHAPTER, "--skill", "output-size"),
            "There is a part sizes already, and stays as it is.",
        ),
        (("chapter", "convolutional-networks"), "chapter.yaml is there already, and stays as it is."),
        (("chapter", "Graphs"), "A name is made of small letters, digits and hyphens"),
        (("problem", "new"), "A problem is of a kind: name it with --kind; there are output-size,"),
        (("problem", "new", "--kind", "juggling"), "There is no kind juggling; there are output-size,"),
        (("problem", "new", "--kind", "output-size", "--chapter", "none"), "There is no chapter none; there are conv"),
    ],
)
def test_what_cannot_be_begun_is_one_sentence_and_changes_nothing(
    content: Path, words: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    assert begin(content, *words) == 1
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == before
