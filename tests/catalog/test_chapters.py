"""A chapter is a folder: what stands in it belongs to it, and what cannot be is told with its file."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.catalog.chapters import LESSONS, chapter_folders, chapters_from, files_of
from app.catalog.lessons import Lessons
from app.errors import ContentError, Missing

ABOUT = "title: {title}\nsummary: What it is about.\norder: {order}\npresupposes: [{before}]\n"
FIRST = "convolutional-networks"


def write(root: Path, slug: str, *, order: int, before: str = "", files: tuple[str, ...] = ()) -> None:
    folder = root / "chapters" / slug
    for name in ("lessons", "problems"):
        (folder / name).mkdir(parents=True)
    (folder / "chapter.yaml").write_text(ABOUT.format(title=slug, order=order, before=before), encoding="utf-8")
    for name in files:
        (folder / name).write_text("", encoding="utf-8")


def complaints(root: Path) -> list[str]:
    with pytest.raises(ContentError) as refused:
        chapter_folders(root)
    return refused.value.sentence.splitlines()


def test_chapters_come_by_their_order_and_not_by_their_names(tmp_path: Path) -> None:
    write(tmp_path, "attention", order=2, before="sizes", files=("lessons/01-tokens.md",))
    write(tmp_path, "sizes", order=1, files=("lessons/02-floors.md", "lessons/01-steps.md"))
    folders = chapter_folders(tmp_path)
    assert [each.slug for each in folders] == ["sizes", "attention"]
    assert [path.name for path in files_of(folders, LESSONS)] == ["01-steps.md", "02-floors.md", "01-tokens.md"]


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("problems/size.yaml", "problems/size.yaml", "size"),
        ("lessons/01-sizes.md", "lessons/07-sizes.md", "sizes"),  # the number is no part of the address
    ],
)
def test_a_name_that_two_chapters_have_is_told_with_both_files(
    tmp_path: Path, first: str, second: str, name: str
) -> None:
    write(tmp_path, "one", order=1, files=(first,))
    write(tmp_path, "two", order=2, files=(second,))
    assert complaints(tmp_path) == [
        f"chapters/two/{second}:1: The name {name} is taken: chapters/one/{first} has it already."
    ]


def test_two_chapters_in_one_place_are_told(tmp_path: Path) -> None:
    write(tmp_path, "one", order=1)
    write(tmp_path, "two", order=1)
    assert complaints(tmp_path) == ["chapters/two/chapter.yaml:3: order: The chapter one has this place already."]


@pytest.mark.parametrize("before", ["three", "two", "never-written"])
def test_a_chapter_presupposes_only_what_is_read_before_it(tmp_path: Path, before: str) -> None:
    write(tmp_path, "one", order=1)
    write(tmp_path, "two", order=2, before=before)
    write(tmp_path, "three", order=3)
    told = f"chapters/two/chapter.yaml:4: presupposes.0: No chapter {before!r} is read before this one."
    assert complaints(tmp_path) == [told]


def test_a_folder_without_its_page_and_a_page_that_cannot_be_read_are_told_together(tmp_path: Path) -> None:
    write(tmp_path, "one", order=1)
    (tmp_path / "chapters" / "one" / "chapter.yaml").write_text("title: One\nmood: good\n", encoding="utf-8")
    (tmp_path / "chapters" / "two").mkdir()
    told = "\n".join(complaints(tmp_path))
    assert "chapters/one/chapter.yaml:2: mood: Extra inputs are not permitted." in told
    assert "chapters/two:1: A chapter's folder needs a chapter.yaml." in told


def test_what_stands_in_a_folder_belongs_to_its_chapter(catalog: Catalog) -> None:
    chapter = catalog.chapters.chapter(FIRST)
    assert catalog.problem("output-size") in chapter.problems
    assert chapter.lessons[0].slug == "interview"
    assert {each.chapter for each in (*chapter.lessons, *chapter.problems)} == {FIRST}
    assert chapter.minutes == sum(each.minutes for each in chapter.lessons)
    with pytest.raises(Missing, match="There is no such chapter"):
        catalog.chapters.chapter("juggling")


def test_no_part_and_no_problem_is_left_out_of_the_chapters(catalog: Catalog) -> None:
    chapters = catalog.chapters.by_slug.values()
    assert [each.slug for chapter in chapters for each in chapter.lessons] == list(catalog.lessons.by_slug)
    assert {each.slug for chapter in chapters for each in chapter.problems} == set(catalog.problems)


def test_one_goes_on_and_back_within_a_chapter_only(catalog: Catalog, tmp_path: Path) -> None:
    one, two = (replace(catalog.lessons.lesson("sizes"), slug=name, part=part) for part, name in enumerate("ab", 1))
    beyond = replace(one, slug="c", chapter="other", part=3)
    lessons = Lessons({each.slug: each for each in (one, two, beyond)})
    assert (lessons.before(one), lessons.after(one)) == (None, two)
    assert (lessons.before(two), lessons.after(two)) == (one, None)
    assert (lessons.before(beyond), lessons.after(beyond)) == (None, None)
    write(tmp_path, "other", order=1)
    assert chapters_from(chapter_folders(tmp_path), lessons, {}).chapter("other").lessons == (beyond,)
