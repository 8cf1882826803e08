"""Pages and fragments as they leave the server: real templates, every state of a question."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from jinja2 import UndefinedError
from starlette.requests import Request

from app.learning.levels import Grasp
from app.practice.boards import (
    Checkpoint,
    Choosing,
    NextStep,
    PastQuestion,
    ProblemGroup,
    ProblemList,
    ProblemRow,
    Standing,
    Today,
    Way,
)
from app.practice.insights import HintCount, Insights, Slip, Value
from app.practice.sheet import (
    BandView,
    Box,
    Convention,
    Diagnosis,
    EvidenceLine,
    GivenBand,
    Hint,
    Line,
    Mark,
    Marked,
    NextHint,
    Sheet,
    Status,
)
from app.problems.figures import FeatureMap
from app.problems.grading import Outcome
from app.store.overview import Quartiles, Totals
from app.web.assets import Assets
from app.web.render import Renderer, Theme, short_date, value_alone, value_in_bold

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

WORKING = (
    Line("(6 − 3 + 2·1) / 2", "2.5"),
    Line("⌊2.5⌋", "2", "the steps"),
    Line("+ 1", "", "the start", missing=True),
)
FORGOT = Diagnosis("forgets_plus_one", "Forgets the + 1", "Steps are not positions.", WORKING)
BOX = Box("output", "shape", "Output size", "", "", "28 × 14", axes=("height", "width"), order="height × width")
FRESH = Sheet(
    address="/questions/7",
    slug="first-question",
    title="The first question on the whiteboard",
    skill="output_size",
    skill_name="Output size",
    level=2,
    levels=(1, 2, 3),
    source="arXiv:1603.07285",
    seed=None,
    prompt_html="<p>A <strong>6 × 6</strong> map.</p>",
    prompt_text="A 6 × 6 map.",
    boxes=(BOX,),
    conventions=(Convention("floor", "a partial step is dropped"),),
    next_hint=NextHint(1, 2, free=True, caps_at=""),
)
FIGURE = FeatureMap((6, 6), (3, 3), (2, 2), (1, 1))


def answered(outcome: Outcome, headline: str, mark: Mark, **changes: Any) -> Sheet:
    box = replace(BOX, typed=mark.reading or "2 x", mark=mark)
    return replace(FRESH, boxes=(box,), verdict=Marked(outcome, 0.0, headline, (mark,)), **changes)


WRONG = answered(
    Outcome.WRONG, "Not 2. Steps.", Mark("output", Status.WRONG, "2 × 2 (height × width)", "Not 2.", FORGOT)
)
UNREADABLE = answered(
    Outcome.UNREADABLE, "Not a size.", Mark("output", Status.UNREADABLE, None, "One number is missing.", None, "2 × 2")
)
OTHER = answered(
    Outcome.OTHER_CONVENTION,
    "Right if ceil.",
    Mark("output", Status.OTHER_CONVENTION, "4 × 4", "Answer once more with floor."),
)
RIGHT = answered(
    Outcome.CORRECT,
    "Right: 3 × 3.",
    Mark("output", Status.CORRECT, "3 × 3", ""),
    solution=WORKING[:2],
    rubric=(
        BandView("strong", "Strong hire", "<p>Says why.</p>", reached=True),
        BandView("no", "No hire", "<p>Recites.</p>", reached=False),
    ),
    evidence=(EvidenceLine("hints", "no hints", "Strong hire"),),
    own_band=GivenBand("no", "No hire"),
    next_hint=None,
)
HINTED = replace(
    FRESH,
    hints=(Hint(1, "direction", "<p>Put it down once.</p>", "Put it down once."),),
    next_hint=NextHint(2, 1, free=False, caps_at="Lean hire"),
)
ROWS = tuple(Box(f"row{n}", "integer", f"After layer {n}", "", "", "11", typed=str(n)) for n in (1, 2, 3, 4))
STATUSES = (Status.CORRECT, Status.WRONG, Status.CARRIED, Status.UNJUDGED)
MARKS = tuple(
    Mark(box.name, status, box.typed, f"About {box.name}.") for box, status in zip(ROWS, STATUSES, strict=True)
)
STACK = replace(
    FRESH,
    boxes=tuple(replace(box, mark=mark) for box, mark in zip(ROWS, MARKS, strict=True)),
    verdict=Marked(Outcome.PARTLY, 0.5, "Layer 2 is not 2.", MARKS),
)
ATTEMPT = UUID("0195557a-0000-7000-8000-000000000001")
SHEETS = {
    "fresh": FRESH,
    "disputed": replace(WRONG, attempt=ATTEMPT, dispute='I meant "28".'),
    "wrong": WRONG,
    "unreadable": UNREADABLE,
    "other": OTHER,
    "right": RIGHT,
    "hinted": HINTED,
    "stack": STACK,
}

ROW = ProblemRow("p", "/problems/p", "A map", "One size.", "s", "Output size", 2, 3, Grasp.SHAKY, Standing.MISSED)
EVERY = (Way("All", "/problems", chosen=True, count=1),)
PROBLEMS = ProblemList(
    "One problem.",
    chapters=(),
    skills=(*EVERY, Way("Output size", "/problems?skill=s%26t&level=2", chosen=False, count=1)),
    grasps=EVERY,
    levels=(Way("any", "/problems", chosen=True),),
    sorts=(Way("by skill", "/problems", chosen=True),),
    groups=(ProblemGroup("Output size", "1 shaky", (ROW,)),),
    choosing=(Choosing("output-size", "Output size"),),
)
TODAY = Today(
    "Nothing is due.",
    NextStep("A map", "It takes three minutes.", "Start", "/problems/p?fresh=1", 3),
    (
        Checkpoint("Day 0", date(2026, 12, 9), done=True, today=False),
        Checkpoint("Day 3", date(2026, 12, 12), done=False, today=True),
    ),
    (PastQuestion("/questions/7", "A map", "6 × 6", Standing.SOLVED, ""),),
)
INSIGHTS = Insights(
    slug="p",
    title="A map",
    totals=Totals(questions=1_500, answered=1_200, attempts=2_000, learners=300, right_at_first=900),
    slips=(
        Slip("forgets_plus_one", "You counted the <steps>.", 1_000, 200),
        Slip("rounds-up", "You rounded up.", 1, 1),
    ),
    never_made=("You guessed.",),
    unexplained=(Value("size", "18 × 18 (height × width)", "1-5", "/problems/p/1-5", 1, 5, 1, {}, 12, 3),),
    unexplained_count=13,
    hints=(HintCount(0, 1_400), HintCount(1, 100), HintCount(2, 0), HintCount(3, 0)),
    solutions_seen=7,
    seconds=Quartiles(count=1_100, lower=29.6, median=75.0, upper=3_720.0),
    disputes={"other_convention": 1, "wrong": 2},
)
NOTHING_YET = Insights("p", "A map", Totals(0, 0, 0, 0, 0), (), (), (), 0, (), 0, None, {})
OTHER_PROBLEM = PROBLEMS.groups[0].rows[0]
WENT_WRONG = {"title": "No such page", "sentence": "It is gone.", "way_on": "/problems", "way_on_label": "All problems"}


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(ROOT / "templates", Assets(ROOT / "static"))


def request(path: str = "/", *, method: str = "GET", query: str = "", cookie: str = "") -> Request:
    headers = [(b"cookie", cookie.encode())] if cookie else []
    return Request({"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": headers})


def text(response: Any) -> str:
    return response.body.decode()


@pytest.fixture(scope="module")
def pages(renderer: Renderer) -> dict[str, str]:
    contexts: dict[str, tuple[str, dict[str, Any]]] = {
        name: ("pages/question.html", {"sheet": sheet, "figure": FIGURE, "token": "t0"})
        for name, sheet in SHEETS.items()
    }
    contexts["problems"] = ("pages/problems.html", {"problems": PROBLEMS})
    contexts["today"] = ("pages/today.html", {"today": TODAY})
    contexts["first day"] = ("pages/today.html", {"today": replace(TODAY, ladder=(), recent=())})
    contexts["insights"] = ("pages/insights.html", {"insights": INSIGHTS, "others": (OTHER_PROBLEM,)})
    contexts["no insights"] = ("pages/insights.html", {"insights": NOTHING_YET, "others": ()})
    contexts["error"] = ("pages/error.html", WENT_WRONG)
    return {name: text(renderer.page(request(), *with_context)) for name, with_context in contexts.items()}


PAGES = [*SHEETS, "problems", "today", "first day", "insights", "no insights", "error"]


VOID_TAGS = {"input", "meta", "link", "br"}


class Outline(HTMLParser):
    """Tags with their attributes, and how many stand at the top."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.roots: list[str] = []
        self._open = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if not self._open:
            self.roots.append(tag)
        self._open += tag not in VOID_TAGS

    def handle_endtag(self, tag: str) -> None:
        self._open -= tag not in VOID_TAGS

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.tags if name == tag)


@pytest.mark.parametrize("page", PAGES)
def test_a_strict_policy_blocks_nothing_on_a_page(pages: dict[str, str], page: str) -> None:
    outline = Outline(pages[page])
    names = {name for _, attributes in outline.tags for name in attributes}
    assert not names & {"style"}
    assert not [name for name in names if name.startswith(("on", "data-hx-on"))]
    assert all(attributes.get("src") for attributes in outline.all("script"))
    assert "<style" not in pages[page]


@pytest.mark.parametrize("page", PAGES)
def test_everything_works_without_javascript(pages: dict[str, str], page: str) -> None:
    """What htmx sends, a form or a link sends too; only the live reading is extra."""
    outline = Outline(pages[page])
    asking = {form["action"] for form in outline.all("form") if form.get("method") == "get"}
    for tag, attributes in outline.tags:
        if "data-hx-post" in attributes:
            assert (tag, attributes["method"], attributes["action"]) == ("form", "post", attributes["data-hx-post"])
        if "data-hx-get" in attributes and "data-echo" not in attributes:
            assert attributes["data-hx-get"] in asking


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_one_heading_one_main_and_one_place_for_news(pages: dict[str, str], page: str) -> None:
    outline = Outline(pages[page])
    assert len(list(outline.all("h1"))) == len(list(outline.all("main"))) == 1
    assert [div.get("id") for div in outline.all("div") if div.get("role") == "status"] == ["status"]


@pytest.mark.parametrize("page", PAGES)
def test_what_is_referred_to_by_id_is_there_once(pages: dict[str, str], page: str) -> None:
    attributes = [attributes for _, attributes in Outline(pages[page]).tags]
    ids = [found["id"] for found in attributes if "id" in found]
    keys = ("for", "aria-labelledby", "aria-describedby", "form")
    assert len(ids) == len(set(ids))
    assert {found[key] for found in attributes for key in keys if key in found} <= set(ids)


@pytest.mark.parametrize(
    ("cookie", "theme"),
    [("theme=dark", "dark"), ("theme=light", "light"), ("", "auto"), ('theme="><b', "auto")],
)
def test_the_theme_comes_from_its_cookie(renderer: Renderer, cookie: str, theme: str) -> None:
    page = text(renderer.page(request(cookie=cookie), "pages/error.html", WENT_WRONG))
    assert f'<html lang="en" data-theme="{theme}">' in page
    pressed = [button["value"] for button in Outline(page).all("button") if button.get("aria-pressed") == "true"]
    assert pressed == [theme]


def test_changing_the_theme_leads_back(renderer: Renderer) -> None:
    def back(asked: Request, here: str | None = None) -> str | None:
        page = text(renderer.page(asked, "pages/error.html", WENT_WRONG, here=here))
        return next(field["value"] for field in Outline(page).all("input") if field.get("name") == "back")

    assert back(request("/problems", query="skill=a&b=1")) == "/problems?skill=a&b=1"
    assert back(request("/questions/7/answer", method="POST")) == "/"
    assert back(request("/questions/7/answer", method="POST"), here="/questions/7") == "/questions/7"


def test_what_went_wrong_keeps_its_status(renderer: Renderer) -> None:
    page = renderer.page(request(), "pages/error.html", WENT_WRONG, status=404)
    fragment = renderer.fragment("fragments/failure.html", {"sentence": "No."}, status=503)
    assert (page.status_code, fragment.status_code) == (404, 503)
    assert page.headers["content-type"] == "text/html; charset=utf-8"


def test_a_name_that_was_not_given_is_an_error(renderer: Renderer) -> None:
    with pytest.raises(UndefinedError):
        renderer.fragment("fragments/failure.html", {})


def test_what_was_typed_is_escaped_and_content_is_not(renderer: Renderer) -> None:
    sheet = replace(FRESH, boxes=(replace(BOX, typed='"><script>'),))
    page = text(renderer.page(request(), "pages/question.html", {"sheet": sheet, "figure": None, "token": "t"}))
    assert 'value="&#34;&gt;&lt;script&gt;"' in page
    assert "<p>A <strong>6 × 6</strong> map.</p>" in page


def test_the_answer_to_htmx_is_one_sheet_and_what_is_announced(renderer: Renderer) -> None:
    context = {"sheet": WRONG, "token": "t1", "announcement": "Not 2. Steps."}
    html = text(renderer.fragment("fragments/answered.html", context))
    outline = Outline(html)
    assert outline.roots == ["section", "hx-partial"]
    assert next(outline.all("section"))["id"] == "sheet"
    assert next(outline.all("hx-partial"))["data-hx-target"] == "#status"
    assert 'value="t1"' in html


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_swaps_itself_and_a_dispute_only_its_own_part(renderer: Renderer, name: str) -> None:
    outline = Outline(renderer.html("fragments/sheet.html", {"sheet": SHEETS[name], "token": "t"}))
    assert outline.roots == ["section"]
    for form in outline.all("form"):
        assert form["data-hx-target"] == ("#dispute" if form.get("class") == "objection" else "#sheet")
    assert {form["data-hx-swap"] for form in outline.all("form")} == {"outerMorph"}


def test_a_box_is_named_and_says_how_it_is_read(pages: dict[str, str]) -> None:
    field = next(found for found in Outline(pages["fresh"]).all("input") if found.get("name") == "answer.output")
    assert field["data-hx-get"] == "/read?kind=shape&name=output&axes=height%2Cwidth&square=0"
    assert field["aria-describedby"] == "echo-output"
    assert "like 28 × 14, height × width" in pages["fresh"]


def test_a_wrong_answer_shows_the_working_and_marks_what_is_missing(pages: dict[str, str]) -> None:
    assert "Not 2. Steps." in pages["wrong"]
    assert "read as <b>2 × 2</b> (height × width)" in pages["wrong"]
    assert len(re.findall("is-missing", pages["wrong"])) == 1
    assert "missing: </span>the start" in pages["wrong"]


def test_an_unreadable_answer_asks_with_an_example_and_offers_a_reading(pages: dict[str, str]) -> None:
    page = pages["unreadable"]
    fields = Outline(page)
    assert 'class="verdict is-unreadable"' in page
    assert "One number is missing." in page
    assert "looks like <b>28 × 14</b>" in page
    assert [found["value"] for found in fields.all("button") if found.get("name") == "take.output"] == ["2 × 2"]
    assert [found["name"] for found in fields.all("input") if found.get("aria-invalid")] == ["answer.output"]


def test_another_convention_is_asked_about_and_not_called_wrong(pages: dict[str, str]) -> None:
    assert 'class="verdict is-other_convention"' in pages["other"]
    assert "Answer once more with floor." in pages["other"]
    assert "is-wrong" not in pages["other"]


def test_a_right_answer_shows_working_band_and_the_way_on(pages: dict[str, str]) -> None:
    page = pages["right"]
    assert '<a class="button" href="/problems/first-question?fresh=1" data-key="n">Another one</a>' in page
    assert re.findall(r'<li class="is-reached" aria-current="true">\s*<h3>.*?</svg>([^<]+)<', page) == ["Strong hire"]
    assert "/questions/7/reveal" not in page


def test_mistakes_that_give_the_right_number_lead_to_a_variant_that_tells(renderer: Renderer) -> None:
    assert RIGHT.verdict is not None
    sheet = replace(RIGHT, verdict=replace(RIGHT.verdict, also=(FORGOT,)))
    html = renderer.html("fragments/sheet.html", {"sheet": sheet, "token": "t"})
    assert "On these numbers a mistake comes out right as well: <b>“Forgets the + 1”</b>" in html
    assert "Take one where they part" in html


def test_a_hint_says_how_many_are_left_and_what_it_costs(pages: dict[str, str]) -> None:
    assert "2 left, free" in pages["fresh"]
    assert "Show hint 2" in pages["hinted"]
    assert "1 left, caps at Lean hire" in pages["hinted"]
    assert "<p>Put it down once.</p>" in pages["hinted"]


def test_each_row_of_a_stack_says_what_became_of_it(pages: dict[str, str]) -> None:
    said = re.findall(r'<div class="box (is-\w+)">.*?</svg>([^<]+)</span>', pages["stack"], flags=re.DOTALL)
    assert said == [
        ("is-correct", "right"),
        ("is-wrong", "wrong"),
        ("is-carried", "follows from your row above"),
        ("is-unjudged", "read, not judged yet"),
    ]
    assert re.findall(r"About row\d", pages["stack"]) == ["About row2"]


def test_a_row_that_was_not_understood_asks_in_its_place(renderer: Renderer) -> None:
    mark = Mark("row2", Status.UNREADABLE, None, "One number is wanted.", suggestion="12")
    boxes = (ROWS[0], replace(ROWS[1], mark=mark))
    html = renderer.html("fragments/sheet.html", {"sheet": replace(FRESH, boxes=boxes), "token": "t"})
    asked = html[html.index('id="echo-row2"') :]
    assert "One number is wanted." in asked
    assert 'name="take.row2" value="12"' in asked
    assert "like 11" in asked


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_mark_and_a_word(renderer: Renderer, status: Status) -> None:
    boxes = tuple(replace(box, mark=Mark(box.name, status, None, "")) for box in ROWS)
    html = renderer.html("fragments/sheet.html", {"sheet": replace(FRESH, boxes=boxes), "token": "t"})
    assert html.count(f"is-{status}") == len(boxes)


@pytest.mark.parametrize("grasp", Grasp)
def test_every_grasp_of_a_problem_has_a_mark_and_a_word(renderer: Renderer, grasp: Grasp) -> None:
    groups = (ProblemGroup("Output size", "", (replace(ROW, grasp=grasp),)),)
    page = text(renderer.page(request(), "pages/problems.html", {"problems": replace(PROBLEMS, groups=groups)}))
    assert f"</svg>{grasp.capitalize()}</span>" in page


@pytest.mark.parametrize("standing", [each for each in Standing if each is not Standing.NEW])
def test_every_standing_of_a_question_has_a_mark_and_a_word(renderer: Renderer, standing: Standing) -> None:
    recent = (replace(TODAY.recent[0], standing=standing),)
    page = text(renderer.page(request(), "pages/today.html", {"today": replace(TODAY, recent=recent)}))
    assert f"</svg>{standing.capitalize()}</span>" in page


def test_the_filter_escapes_the_skill_and_shows_which_is_chosen(pages: dict[str, str]) -> None:
    assert 'href="/problems?skill=s%26t&amp;level=2"' in pages["problems"]
    assert '<a href="/problems" aria-current="true">All' in pages["problems"]


def test_today_names_the_day_that_is_today(pages: dict[str, str]) -> None:
    assert '<time datetime="2026-12-09">9 Dec</time>' in pages["today"]
    assert '<time datetime="2026-12-12">today</time>' in pages["today"]
    assert "The plan" not in pages["first day"]


def test_dates_are_written_alike_under_every_locale() -> None:
    assert [short_date(date(2026, month, 1)) for month in (1, 6, 12)] == ["1 Jan", "1 Jun", "1 Dec"]


@pytest.mark.parametrize("outcome", ["understood", "ask", "refused"])
def test_the_live_reading_shows_what_was_understood_or_asks(renderer: Renderer, outcome: str) -> None:
    reading = {"outcome": outcome, "echo": "2 × 2 (height × width)", "message": "Which is it?", "suggestion": "3 × 3"}
    context = {"reading": reading, "name": "output"}
    html = renderer.html("fragments/echo.html", context)
    assert ("read as <b>2 × 2</b> (height × width)" in html) == (outcome == "understood")
    assert ('name="take.output" value="3 × 3"' in html) == (outcome != "understood")


@pytest.mark.parametrize(
    ("echo", "value"),
    [
        ("2 × 2 (height × width)", "2 × 2"),
        ("1,234 (one thousand two hundred thirty-four)", "1,234"),
        ("10^6 = 1,000,000 (1 million)", "10^6 = 1,000,000"),
        ("⌊(W − K + 2P)/S⌋ + 1", "⌊(W − K + 2P)/S⌋ + 1"),
        ("W − (K + P)", "W − (K + P)"),
        ("(K − 1) · (K + 1)", "(K − 1) · (K + 1)"),
        ("(1 + 2) · (3 + 4) = 21", "(1 + 2) · (3 + 4) = 21"),
    ],
)
def test_the_value_stands_out_and_a_bracket_of_a_formula_belongs_to_it(echo: str, value: str) -> None:
    assert value_alone(echo) == value
    assert value_in_bold(echo) == f"<b>{value}</b>{echo[len(value) :]}"


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_a_template_is_short_and_says_what_it_is_given(file: Path) -> None:
    lines = file.read_text().splitlines()
    assert lines[0].startswith("{# ")
    assert lines[0].endswith(" #}")
    assert len(lines) <= 80
    assert not re.search(r"\shx-[a-z]", file.read_text())


def test_a_failure_is_never_swapped_into_the_sheet_but_a_question_back_is(pages: dict[str, str]) -> None:
    """422 asks again and is swapped; every other status from 400 up is only told."""
    found = next(meta for meta in Outline(pages["fresh"]).all("meta") if meta.get("name") == "htmx-config")
    kept_out = set(json.loads(found["content"] or "")["noSwap"])
    assert {"40x", "41x", "43x", "5xx"} <= kept_out
    assert not kept_out & {"42x", "4xx", "422", 422}


def test_a_theme_is_one_of_three() -> None:
    assert list(Theme) == ["light", "dark", "auto"]


def words_of(page: str) -> str:
    """The text without its tags, in single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_insights_say_their_numbers_in_words_and_in_a_table(pages: dict[str, str]) -> None:
    words = words_of(pages["insights"])
    assert "900 questions of 1,200 right at the first attempt, 75 %." in words
    assert "2,000 attempts by 300 learners." in words
    assert "You counted the &lt;steps&gt;. 1,000 200 You rounded up. 1 1" in words
    assert "1 that nobody has made You guessed." in words
    assert "18 × 18 (height × width) size 1-5 12 3" in words
    assert "13 answers without a mistake in all; the 1 most frequent values are listed." in words
    assert "a quarter within half within three quarters within 30 s 1 min 15 s 1 h 2 min" in words
    assert "none 1,400 1 100 2 0 3 0 Of 1,500 questions; the solution was asked for at 7." in words
    assert "other convention 1 wrong 2" in words


def test_the_bars_of_insights_are_shares_of_the_longest(pages: dict[str, str]) -> None:
    """1,000 and 1 of 1,000; 12 of 12; 1,400, 100, 0 and 0 of 1,400."""
    lengths = re.findall(r'bar-part" d="M0 0h([\d.]+)v', pages["insights"])
    assert lengths == ["100.0", "0.1", "100.0", "100.0", "7.1", "0.0", "0.0"]


def test_without_an_answer_there_are_no_empty_tables(pages: dict[str, str]) -> None:
    assert "Nobody has answered “A map” yet." in words_of(pages["no insights"])
    assert "<table" not in pages["no insights"]


def test_a_verdict_that_is_right_cannot_be_disputed_and_every_other_can(pages: dict[str, str]) -> None:
    offered = {name: "You misjudged me" in pages[name] for name in ("right", "wrong", "unreadable", "other", "fresh")}
    assert offered == {"right": False, "wrong": True, "unreadable": True, "other": True, "fresh": False}


def test_an_attempt_is_disputed_by_its_id_and_what_left_none_with_what_was_typed(pages: dict[str, str]) -> None:
    def posted(page: str) -> tuple[str | None, list[str | None]]:
        form = next(form for form in Outline(pages[page]).all("form") if form.get("class") == "objection")
        body = pages[page].split('class="objection"')[1].split("</form>")[0]
        hidden = [found["name"] for found in Outline(body).all("input") if found.get("type") == "hidden"]
        return form["action"], hidden

    assert posted("disputed") == (f"/attempts/{ATTEMPT}/dispute", ["token"])
    assert posted("unreadable") == ("/questions/7/dispute", ["token", "answer.output"])


def test_a_dispute_that_is_noted_says_so_and_its_comment_can_be_changed(pages: dict[str, str]) -> None:
    assert "Noted. It is kept with what you typed and how it was read" in words_of(pages["disputed"])
    assert "Change the comment" in words_of(pages["disputed"])
    assert 'value="I meant &#34;28&#34;."' in pages["disputed"]
    assert "Noted." not in words_of(pages["wrong"])
