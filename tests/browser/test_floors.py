"""What every page keeps to in every state: axe in light, dark and at 320 px, no sideways scroll, no shift."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # pyright: ignore[reportMissingTypeStubs] - it has none
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import watched
from tests.browser.filling import fill_in, weak_answer
from tests.browser.planned import in_the_midst
from tests.browser.test_answering import OPENING, STACK, fill

DESKTOP: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 320, "height": 640}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LARGEST_PAGE_BYTES = 200_000
MOST_REQUESTS = 12
LARGEST_SHIFT = 0.02
SETTLED = 300  # milliseconds in which what comes late has come


def the_lab(page: Page) -> None:
    page.goto("/lab")


def today(page: Page) -> None:
    page.goto("/")


def problems(page: Page) -> None:
    page.goto("/problems")


def fresh(page: Page) -> None:
    page.goto("/problems/layer-stack/own")


def check(page: Page) -> None:
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict")).to_be_visible()


def unreadable(page: Page) -> None:
    fresh(page)
    fill(page, STACK | {"layer2": "(56"})
    check(page)


def wrong(page: Page) -> None:
    fresh(page)
    fill(page, STACK)
    check(page)


def wrong_alone(page: Page) -> None:
    page.goto("/problems/output-size/1-7")
    page.fill("#answer-size", "19")
    check(page)


def right(page: Page) -> None:
    page.goto("/problems/whiteboard-opening/own")
    fill(page, OPENING)
    check(page)


def hints(page: Page) -> None:
    fresh(page)
    for number in (1, 2, 3):
        page.get_by_role("button", name=f"Show hint {number}").click()
        expect(page.locator(".hint")).to_have_count(number)


def disputing(page: Page) -> None:
    wrong_alone(page)
    page.locator(".dispute summary").click()


def disputed(page: Page) -> None:
    disputing(page)
    page.get_by_label("What did you mean?").fill("I meant the side.")
    page.get_by_role("button", name="Say so").click()
    expect(page.locator(".dispute")).to_contain_text("Noted.")


def writing(page: Page) -> None:
    page.goto("/problems/explain-clock/own")


def speaking(page: Page) -> None:
    writing(page)
    page.get_by_role("button", name="60 seconds").click()
    expect(page.get_by_role("timer")).to_be_visible()


def asked_where(page: Page) -> None:
    writing(page)
    page.fill("#answer-text", "The layer is memory bound: it moves as many bytes as before.")
    page.get_by_role("button", name="Commit").click()
    page.locator("[value=kernels]").check()
    page.get_by_role("button", name="These are in it").click()
    expect(page.get_by_label("Where does your text say it?")).to_be_visible()


def explained(page: Page) -> None:
    asked_where(page)
    page.get_by_role("button", name="Settle it").click()
    expect(page.locator(".points")).to_be_visible()


def banded(page: Page) -> None:
    right(page)
    page.get_by_label("Lean hire").check()
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".evidence")).to_be_visible()


def insights(page: Page) -> None:
    page.goto("/problems/output-size/insights")


def full_insights(page: Page) -> None:
    disputed(page)
    page.goto("/problems/output-size/1-7")
    page.fill("#answer-size", "5")
    check(page)
    insights(page)
    page.locator(".more summary").click()


def grid(page: Page) -> None:
    """Cells that are right, wrong and empty, and a choice below them."""
    page.goto("/problems/shift-the-input/own")
    for column, number in enumerate(("0", "0", "1")):
        page.fill(f'[name="cell.shifted.0.{column}"]', number)
    page.get_by_role("radio").first.check()
    check(page)
    page.get_by_text("Show me").click()


def pictures(page: Page) -> None:
    page.goto("/problems/which-kernel/2-7")


def kernels(page: Page) -> None:
    page.goto("/problems/which-kernel/1-7")


def layers(page: Page) -> None:
    """A table of layers as the figure: the stem and the first block of one that has wide numbers in every column."""
    page.goto("/problems/name-the-architecture/3-30")
    rows = page.locator(".layers-table")
    expect(rows).to_contain_text("147 × 147 × 128")
    assert rows.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")


def order(page: Page) -> None:
    """Lines that stand, one that cannot, and others that are not used."""
    page.goto("/problems/residual-block-order/1-3")
    for line in ("conv1", "relu1"):
        page.locator(f"#line-order-{line} [data-move=up]").click()
    check(page)


def design(page: Page) -> None:
    """A table filled in, with rules that hold, that fail, and advice."""
    page.goto("/problems/three-layers-to-target/own")
    for row, numbers in enumerate((("3", "4", "1", "32"), ("3", "2", "1", "64"), ("3", "2", "1", "128"))):
        for column, number in zip((0, 1, 2, 5), numbers, strict=True):
            page.fill(f'[name="cell.layers.{row}.{column}"]', number)
    check(page)


def answered_weakly(page: Page, slug: str) -> None:
    """The first weak answer to a problem's own numbers among the cases, judged, and every rule's reason unfolded."""
    page.goto(f"/problems/{slug}/own")
    fill_in(page, slug, weak_answer(slug))
    check(page)
    for folded in page.locator(".verdict summary").all()[:3]:
        folded.click()


def design_for_a_task(page: Page) -> None:
    answered_weakly(page, "design-for-a-task")


def design_under_constraints(page: Page) -> None:
    answered_weakly(page, "design-under-constraints")


def transfer_plan(page: Page) -> None:
    answered_weakly(page, "transfer-plan")


def radar_resnet(page: Page) -> None:
    answered_weakly(page, "radar-resnet")


def gradient_after_blocks(page: Page) -> None:
    """With a wrong number, and the solution below it."""
    page.goto("/problems/gradient-after-blocks/2-4")
    for box in page.locator(".answer .box input[type=text]").all():
        box.fill("1/7")
    check(page)
    page.get_by_role("button", name="Show the solution").click()
    expect(page.locator("#solution")).to_be_visible()


def proof(page: Page) -> None:
    """Lines with formulas in them."""
    page.goto("/problems/skip-proof/3-3")


def api(page: Page) -> None:
    page.goto("/api/docs")


def part(page: Page) -> None:
    """The one with the most kinds of forms, each of which has its script."""
    page.goto("/learn/skip-connections")


def lesson(page: Page) -> None:
    """As one comes back to it: a check answered, with a hint; and a number's working."""
    page.goto("/learn/sizes")
    check = page.locator("#check-1")
    check.get_by_role("button", name="Show hint 1").click()
    check.locator("#answer-check-1-size").fill("19")
    check.get_by_role("button", name="Check").click()
    expect(check.locator(".verdict")).to_be_visible()
    page.reload()
    page.locator(".worked").first.click()
    expect(page.locator(".note").first).to_be_visible()


def cheat_sheet(page: Page) -> None:
    page.goto("/learn/cheat-sheet")


def glossary(page: Page) -> None:
    page.goto("/learn/glossary")


def sources(page: Page) -> None:
    page.goto("/learn/sources")


def lesson_of_networks(page: Page) -> None:
    """Tables, figures of the lab and of a question, with every guess opened."""
    page.goto("/learn/architectures")
    for guess in page.locator(".prediction summary").all():
        guess.click()


def lesson_of_attention(page: Page) -> None:
    """The widest tables and the most checks and figures of the second chapter."""
    page.goto("/learn/the-price-of-everything")
    for guess in page.locator(".prediction summary").all():
        guess.click()


def errata(page: Page) -> None:
    page.goto("/errata")
    for run in page.locator("summary").all():
        run.click()


def assessed(page: Page) -> None:
    """Two of nine skills scored, with what is said of them."""
    page.goto("/assess")
    for skill, score in (("output-size", 4), ("pooling", 2)):
        page.locator(f'[name="score.{skill}"][value="{score}"]').check()
    expect(page.locator("h1")).to_contain_text("2 of 9")


def progress_empty(page: Page) -> None:
    page.goto("/progress")


def progressed(page: Page) -> None:
    """A wrong answer, a score, and every table open."""
    wrong_alone(page)
    page.goto("/assess")
    page.locator('[name="score.output-size"][value="5"]').check()
    expect(page.locator("h1")).to_contain_text("1 of 9")
    page.goto("/progress")
    for summary in page.locator("main summary").all():
        summary.click()


def diagnosing(page: Page) -> None:
    """A question of the diagnostic, unknown; then where it stands."""
    page.goto("/assess/diagnostic/next")
    page.get_by_role("button", name="I don’t know").click()
    expect(page.locator(".verdict")).to_contain_text("You said that you do not know.")
    page.goto("/assess/diagnostic")
    expect(page.locator("h1")).to_contain_text("1 answered")


def report(page: Page) -> None:
    """With something measured, and a link to share it."""
    wrong_alone(page)
    page.goto("/report")
    page.get_by_role("button", name="Make a link").click()
    expect(page.locator(".links code")).to_be_visible()


def shared_report(page: Page) -> None:
    report(page)
    page.goto(page.locator(".links code").inner_text())
    expect(page.get_by_role("heading", name="Skill by skill")).to_be_visible()


def lab_sizes(page: Page) -> None:
    page.goto("/lab/output-size?target=100")


def lab_convolution(page: Page) -> None:
    """Two channels, a dropped border, and its tables."""
    page.goto("/lab/convolution?input=8&channels=2&padding=0&flip=1")
    page.get_by_text("The numbers as tables").click()


def lab_pooling(page: Page) -> None:
    page.goto("/lab/pooling")
    page.get_by_text("The numbers as tables").click()


def lab_receptive_field(page: Page) -> None:
    page.goto("/lab/receptive-field")
    expect(page.locator("[data-used]")).to_be_visible()


def lab_network(page: Page) -> None:
    """With a field changed."""
    page.goto("/lab/network?layer=conv2&field=stride&value=2")


def lab_network_form(page: Page) -> None:
    page.goto("/lab/network?by=form")


def lab_network_refused(page: Page) -> None:
    page.goto("/lab/network?layers=nn.Conv2d(")
    expect(page.locator("h1")).to_have_text("There is no such network.")


def lab_gradients(page: Page) -> None:
    """Both stacks and all paths of five blocks, with their tables open."""
    page.goto("/lab/gradients?slopes=0.2+0.3+-0.5+1.25+-0.9&at=20")
    for summary in page.locator("#board summary").all():
        summary.click()


def lab_highway(page: Page) -> None:
    """A guess, the answer and its table."""
    page.goto("/lab/highway?of=mobilenet-v2&guess=-6&run=true")
    page.locator("#board summary").click()


def lab_cost(page: Page) -> None:
    """With the clock."""
    page.goto("/lab/cost?channels=8&out=8&size=6&squeezed=2&groups=2&measured=true")


def lab_architectures(page: Page) -> None:
    page.goto("/lab/architectures")


def lab_architecture(page: Page) -> None:
    page.goto("/lab/architectures/googlenet")


def lab_transfer(page: Page) -> None:
    page.goto("/lab/transfer?memory=1")
    page.locator(".rulings summary").first.click()


def searched(page: Page) -> None:
    """With a mended slip, hits of every kind and marks in them."""
    page.goto("/search?q=receptve+feild")


def searching(page: Page) -> None:
    """Over another page."""
    today(page)
    page.keyboard.press("/")
    page.keyboard.type("floor")
    expect(page.locator(".hit").first).to_be_visible()


def today_by_plan(page: Page) -> None:
    in_the_midst(page)
    page.goto("/")
    expect(page.locator(".dues tr")).not_to_have_count(0)


def unplanned(page: Page) -> None:
    page.goto("/plan")


def plan(page: Page) -> None:
    """With what a good answer holds, and a complaint at a field."""
    in_the_midst(page)
    page.goto("/plan")
    page.locator(".tasks summary").first.click()
    for folded in ("more days", "Begin again"):
        page.get_by_text(folded).first.click()


def plan_refused(page: Page) -> None:
    in_the_midst(page)
    page.goto("/plan")
    page.locator("[name=interview_day]").fill("2020-01-01")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("alert")).to_be_visible()


def session(page: Page) -> None:
    """What was right, wrong and given up today, and when it returns."""
    in_the_midst(page)
    page.goto("/session/summary")
    expect(page.locator(".rows .row")).to_have_count(3)


def cards(page: Page) -> None:
    page.goto("/cards")


def card(page: Page) -> None:
    """Answered wrongly."""
    page.goto("/cards/paths")
    page.fill("#card", "16")
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict")).to_be_visible()


STATES = [
    today_by_plan,
    plan,
    plan_refused,
    session,
    cards,
    card,
    today,
    problems,
    fresh,
    unreadable,
    wrong,
    wrong_alone,
    right,
    hints,
    disputing,
    disputed,
    full_insights,
    api,
    grid,
    pictures,
    kernels,
    order,
    proof,
    layers,
    design,
    design_for_a_task,
    design_under_constraints,
    transfer_plan,
    radar_resnet,
    gradient_after_blocks,
    lesson,
    lesson_of_networks,
    lesson_of_attention,
    the_lab,
    cheat_sheet,
    glossary,
    sources,
    errata,
    writing,
    speaking,
    asked_where,
    explained,
    banded,
    assessed,
    progress_empty,
    progressed,
    diagnosing,
    report,
    shared_report,
    lab_sizes,
    lab_convolution,
    lab_pooling,
    lab_receptive_field,
    lab_network,
    lab_network_form,
    lab_network_refused,
    lab_gradients,
    lab_highway,
    lab_cost,
    lab_architectures,
    lab_architecture,
    lab_transfer,
    searched,
    searching,
]
each_state = pytest.mark.parametrize("reach", STATES, ids=[state.__name__ for state in STATES])


def violations(page: Page, **only: Any) -> list[Any]:
    """Rule and places of each."""
    axe: Any = Axe()
    found = axe.run(page, options={"runOnly": only or {"type": "tag", "values": RULES}}).response["violations"]
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]


WATCHES_SHIFTS = """
    window.shifted = 0;
    const AFTERWARDS = 500; // milliseconds for which a browser itself takes a shift for the answer to a key or a click
    const answered = [];
    const wasAskedFor = (time) => answered.some((each) => Math.abs(time - each) < AFTERWARDS);
    document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
      if (!ctx.sourceElement.matches("[data-echo]")) answered.push(performance.now());
    });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (!entry.hadRecentInput && !wasAskedFor(entry.startTime)) window.shifted += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
"""
"""Adds up what moves unasked. A slow answer to a click is still an answer; a live reading was asked for by nobody."""


@each_state
def test_nothing_shifts_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, address: str, reach: Callable[[Page], None]
) -> None:
    """One page seen three ways, as reaching it costs more than looking; in the dark only the colours are others."""
    with watched(browser, address, bypass_csp=True, viewport=DESKTOP) as context:
        page = context.new_page()
        page.add_init_script(WATCHES_SHIFTS)
        reach(page)
        page.wait_for_timeout(SETTLED)
        assert page.evaluate("window.shifted") <= LARGEST_SHIFT
        page.emulate_media(reduced_motion="reduce")
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, type="rule", values=["color-contrast"]) == []
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(PHONE)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_formulas_stay_where_they_are_when_their_font_comes_late(page: Page) -> None:
    """Later than the tenth of a second for which a browser holds a paint back."""
    page.add_init_script(WATCHES_SHIFTS)
    page.route("**/noto-sans-math-*/**", lambda route: (page.wait_for_timeout(1500), route.continue_()))
    with page.expect_response("**/noto-sans-math-*/**"):
        proof(page)
    page.wait_for_timeout(SETTLED)
    assert page.evaluate("performance.getEntriesByName('first-contentful-paint').length") == 1
    assert page.evaluate("window.shifted") <= LARGEST_SHIFT


def test_without_a_script_a_phone_shows_no_tool_that_needs_one(plain_page: Page) -> None:
    plain_page.set_viewport_size({"width": 390, "height": 844})
    plain_page.goto("/problems/transfer-plan/1-3")
    expect(plain_page.locator(".rows select").first).to_be_visible()
    assert not any(tool.is_visible() for tool in plain_page.locator(".row-tools").all())


def test_tables_with_choices_in_them_keep_to_their_column_and_show_what_is_typed(page: Page) -> None:
    fits = "element => element.scrollWidth <= element.clientWidth"
    page.goto("/problems/design-for-a-task/1-3")
    assert page.locator("form.answer").evaluate(fits)
    page.goto("/problems/transfer-plan/1-3")
    assert page.locator("form.answer").evaluate(fits)
    rate = page.locator('[name="cell.phases.0.2"]')
    rate.fill("1/1000")
    assert rate.evaluate(fits)


@pytest.mark.parametrize(
    "reach",
    [
        today,
        unplanned,
        problems,
        fresh,
        insights,
        pictures,
        proof,
        api,
        part,
        cheat_sheet,
        errata,
        progressed,
        diagnosing,
        report,
        shared_report,
        lab_gradients,
        lab_highway,
        lab_cost,
        lab_architectures,
        searched,
    ],
)
def test_a_page_is_light_and_comes_from_one_host(page: Page, address: str, reach: Callable[[Page], None]) -> None:
    """As it comes to a browser that has kept nothing, after what led there."""
    reach(page)
    browser: Any = page.context.new_cdp_session(page)
    browser.send("Network.clearBrowserCache")
    sizes: list[int] = []
    hosts: set[str] = set()
    page.on("response", lambda response: hosts.add(response.url.split("/")[2]))
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert hosts == {address.removeprefix("http://")}
    assert len(sizes) <= MOST_REQUESTS
    assert sum(sizes) <= LARGEST_PAGE_BYTES


def test_every_stop_of_the_tab_key_can_be_seen(page: Page) -> None:
    wrong(page)
    page.locator("body").press("Home")
    page.evaluate("document.activeElement.blur()")
    for _ in range(40):
        page.keyboard.press("Tab")
        stop = page.evaluate("""() => {
          const element = document.activeElement;
          if (!element || element === document.body) return null;
          const style = getComputedStyle(element), box = element.getBoundingClientRect();
          const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
          const ring = outlined || style.boxShadow !== "none";
          return { name: element.outerHTML.slice(0, 120), seen: ring && box.width > 0 && box.height > 0 };
        }""")
        if stop is None:
            break
        assert stop["seen"], stop["name"]
