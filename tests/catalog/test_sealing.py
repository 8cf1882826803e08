"""Content that was checked once is not checked again until something changes."""

import shutil
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.catalog.sealing import digest, load_sealed
from app.errors import ContentError
from tests.conftest import ROOT

CHAPTER = "chapters/convolutional-networks"
PROBLEM = f"{CHAPTER}/problems/output-size.yaml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """One problem with the words that any needs, and nothing that names another problem."""
    root = tmp_path / "content"
    (root / CHAPTER / "problems").mkdir(parents=True)
    for name in ("skills.yaml", "self-assessment.yaml", f"{CHAPTER}/chapter.yaml", PROBLEM):
        shutil.copy(ROOT / "content" / name, root / name)
    (root / "errata.yaml").write_text("{}", encoding="utf-8")
    return root


def test_unsound_content_is_told_each_time_and_never_sealed(content: Path, tmp_path: Path) -> None:
    seal = tmp_path / "seal"
    unsound = (content / PROBLEM).read_text(encoding="utf-8").replace("at: floor", "at: ceiling", 1)
    (content / PROBLEM).write_text(unsound, encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ContentError, match="The working has no line 'ceiling'"):
            load_sealed(content, seal)
    assert not seal.exists()


def test_what_is_sealed_is_not_checked_again(content: Path, tmp_path: Path) -> None:
    """A seal that was forged for unsound words shows that nothing else looked at them."""
    seal = tmp_path / "seal"
    unsound = (content / PROBLEM).read_text(encoding="utf-8").replace("at: floor", "at: ceiling", 1)
    (content / PROBLEM).write_text(unsound, encoding="utf-8")
    seal.write_text(digest(content), encoding="utf-8")
    with pytest.raises(ContentError) as told:
        load_sealed(content, seal)
    assert "ceiling" not in told.value.sentence


@pytest.mark.parametrize("body", [b"", b"\xff", b"another digest"])
def test_any_other_seal_is_none(content: Path, tmp_path: Path, body: bytes) -> None:
    seal = tmp_path / "seal"
    seal.write_bytes(body)
    (content / PROBLEM).write_text("kind: juggling\n", encoding="utf-8")
    with pytest.raises(ContentError):
        load_sealed(content, seal)


def test_the_whole_content_is_sealed_and_read_the_same(catalog: Catalog, tmp_path: Path) -> None:
    seal = tmp_path / "new folder" / "seal"
    seal.parent.mkdir()
    seal.write_text(digest(ROOT / "content"), encoding="utf-8")
    again = load_sealed(ROOT / "content", seal)
    assert {slug: each.prompt for slug, each in again.problems.items()} == {
        slug: each.prompt for slug, each in catalog.problems.items()
    }


def test_a_digest_changes_with_any_file_and_any_name(content: Path, tmp_path: Path) -> None:
    code = tmp_path / "code"
    code.mkdir()
    (code / "judging.py").write_text("RIGHT = 1\n", encoding="utf-8")
    before = {digest(content, code)}
    (code / "judging.py").write_text("RIGHT = 2\n", encoding="utf-8")
    before.add(digest(content, code))
    (content / "skills.yaml").rename(content / "talents.yaml")
    before.add(digest(content, code))
    (content / PROBLEM).write_text("kind: juggling\n", encoding="utf-8")
    assert len(before | {digest(content, code)}) == 4


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    def read(root: Path) -> str:
        return f"what {root.name} says"

    monkeypatch.setattr("app.catalog.sealing.load", read)
    assert load_sealed(ROOT / "content", tmp_path / "file" / "seal") == "what content says"
