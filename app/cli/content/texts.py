"""The files of a chapter, a part and an explanation that were just begun. They load as they stand."""

from app.catalog.leftovers import TO_WRITE
from app.problems.skills import Skill

CHAPTER = """\
# A chapter is this folder: lessons/NN-SLUG.md to read, problems/SLUG.yaml to answer.
title: "{todo}: what the chapter is called"
summary: "{todo}: one sentence for the list of chapters"
order: {order}  # its place among the chapters
# presupposes: [convolutional-networks]  # chapters that should be read before; they stand before it
"""

LESSON = """\
---
# A part of a chapter. Each {todo} is yours to write. content/README.md lists expressions, blocks and figures.
title: "{todo}: a question that the part answers"
summary: "{todo}: one sentence for the list of parts"
skill: {skill}
---
{todo}: why one should read on, in two or three sentences.

## {todo}: a heading

Text in Markdown, with a formula such as $O = N - K + 1$ in it, or one on a line of its own:

$$O = \\left\\lfloor \\frac{{N - K + 2P}}{{S}} \\right\\rfloor + 1$$

A number that can be worked out is written as an expression: {{{{ size(8, 3, stride=2) }}}} cells.

::: predict
{todo}: a question to answer in one's head.
---
{todo}: what is so.
:::

::: figure /lab/output-size?input=8&kernel=3&stride=2
{todo}: what to see in it. The address is any state of the lab, copied from the browser.
:::

::: trap {todo}: a title
{todo}: what goes wrong. The other callouts begin with answer, view, rejection and company.
:::
"""

CHECK = """
::: check {slug} {level}-7
{todo}: a sentence that leads to the question.
:::
"""

ALOUD = """
::: aloud {slug}
{todo}: a sentence that leads to the explanation.
:::
"""

EXPLANATION = """\
# A question that is answered in one's own words. Each {todo} is yours to write. The points, the examples and the model
# answer hang together: the patterns under `words` find the points in both, no more and no fewer.
kind: explain
skill: {skill}
title: "{todo}: what is to be explained"
summary: "{todo}: one line for the list"
level: 1
minutes: 3
revision: 1  # add 1 when the meaning changes
source: "{todo}: where the facts come from, such as arXiv:1512.03385, section 3.1"

prompt: |
  {todo}: ask as an interviewer would. One minute.

# Three to eight. A pattern is words that stand near each other in one sentence; | parts words that do equally well.
points:
  claim:
    says: "{todo}: a full sentence (claim)"
    essential: true
    words:
      - claim sentence
  reason:
    says: "{todo}: a full sentence (reason)"
    words:
      - reason|because behind
  price:
    says: "{todo}: a full sentence (price)"
    words:
      - price|cost

# A sentence that stands in for a reason. It is no slogan where one of the points in `unless` is made as well.
slogans:
  empty-word:
    title: "{todo}: what was said in place of a reason, as You …"
    explanation: "{todo}: why that is none"
    words:
      - works better
    unless: [reason]

# Short texts with the points that are found in them. Write some that come close and make no point.
examples:
  - text: The claim stands in the first sentence.
    points: [claim]
  - text: It works better.
    points: []
    slogans: [empty-word]

# 80 to 150 words in which every point is found.
model: |
  {todo}: the answer of a strong candidate. It says the claim in its first sentence, so that whoever listens
  knows where this leads. Then it gives the reason behind it, in the order in which one thing follows from the other,
  and derives what can be derived in a minute. It names one number that it worked out, and says from what. After that
  it says the price, since nothing is free, and in which case one would decide otherwise. It ends there, and leaves the
  next question to the interviewer. Nothing in it is said twice.

# Exactly three: a direction, an insight, the points in order.
hints:
  - "{todo}: where to look"
  - "{todo}: the insight"
  - "{todo}: the points in order, in a few words"

rubric:
  strong-hire: "{todo}: what somebody says whom one hires at once"
  lean-hire: "{todo}: what is just enough"
  no-hire: "{todo}: what is not"
"""


def chapter_file(order: int) -> str:
    """chapter.yaml of the chapter that is read as the `order`-th."""
    return CHAPTER.format(todo=TO_WRITE, order=order)


def lesson_file(skill: Skill) -> str:
    """A part on a skill with a block of each sort, but for those that name a problem."""
    return LESSON.format(todo=TO_WRITE, skill=skill)


def check_block(slug: str, level: int) -> str:
    """A problem's question."""
    return CHECK.format(todo=TO_WRITE, slug=slug, level=level)


def aloud_block(slug: str) -> str:
    """An explanation."""
    return ALOUD.format(todo=TO_WRITE, slug=slug)


def explanation_file(skill: Skill) -> str:
    """An explanation whose patterns fit its model answer and its examples."""
    return EXPLANATION.format(todo=TO_WRITE, skill=skill)
