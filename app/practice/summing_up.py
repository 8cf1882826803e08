"""Summing up a session: what was right, what returns when, and what can be taken back."""

from collections.abc import Iterator, Mapping
from datetime import date

from app.practice.boards import NextStep
from app.practice.course import course_of
from app.practice.plan_board import LastAnswer, Summary, SummaryRow
from app.practice.plan_pages import next_step
from app.practice.plan_words import counted
from app.practice.remembering import card_item, problem_item
from app.practice.sessions import Queue, queue_of, returning, title_of
from app.practice.undoing import last_answer
from app.practice.visit import Desk, Visit
from app.problems.grading import Outcome
from app.store.reader import Reader
from app.store.rows import Attempt, CardAnswer, Question


def summary(desk: Desk, visit: Visit) -> Summary:
    """What was answered today, and when it comes back."""
    with desk.store.read() as reader:
        course = course_of(desk.catalog, reader, visit)
        questions = tuple(_asked_today(reader, visit))
        cards = [each for each in reader.card_answers(visit.learner) if each.study_day == visit.study_day]
        last = _last(desk, reader, visit)
    queue = queue_of(desk, course, visit)
    days = returning(course, visit.study_day)
    rows = (
        *(_of_question(desk, question, attempt, days) for question, attempt in questions),
        *(_of_card(desk, answer, days) for answer in cards),
    )
    right = sum(row.standing == "solved" for row in rows)
    return Summary(
        headline=f"{right} of {counted(len(rows), 'question')} right today." if rows else "Nothing was answered today.",
        lead=_what_is_left(queue),
        rows=rows,
        next=next_step(queue) or NextStep("The plan", "", "To the plan", "/plan", 0),
        last=last,
    )


def _asked_today(reader: Reader, visit: Visit) -> Iterator[tuple[Question, Attempt | None]]:
    """Each question that was answered or given up today, with the last answer to it."""
    attempts = reader.attempts_of_day(visit.learner, visit.study_day)
    shown = [each for each in reader.solutions_in_order(visit.learner) if each.study_day == visit.study_day]
    last = {each.question_id: each for each in attempts}
    for key in dict.fromkeys(each.question_id for each in (*attempts, *shown)):
        question = reader.question(visit.learner, key)
        if question:
            yield question, last.get(key)


def _last(desk: Desk, reader: Reader, visit: Visit) -> LastAnswer | None:
    answer = last_answer(reader, visit.learner)
    if isinstance(answer, CardAnswer):
        return LastAnswer(str(answer.id), title_of(desk, card_item(answer.card)), answer.study_day)
    question = reader.question(visit.learner, answer.question_id) if answer else None
    if answer is None or question is None:
        return None
    return LastAnswer(str(answer.id), _title(desk, question), answer.study_day)


def _what_is_left(queue: Queue) -> str:
    if not queue.dues:
        return "Nothing is left for today."
    return f"{counted(len(queue.dues), 'thing')} left for today, about {queue.minutes} min."


def _of_question(desk: Desk, question: Question, attempt: Attempt | None, days: Mapping[str, date]) -> SummaryRow:
    is_right = attempt is not None and attempt.outcome == Outcome.CORRECT
    return SummaryRow(
        title=_title(desk, question),
        standing="solved" if is_right else "missed",
        note=str(attempt.verdict.get("headline", "")) if attempt else "You asked for the solution.",
        returns=days.get(problem_item(question.slug)),
        attempt=str(attempt.id) if attempt else "",
    )


def _of_card(desk: Desk, answer: CardAnswer, days: Mapping[str, date]) -> SummaryRow:
    item = card_item(answer.card)
    return SummaryRow(
        title=title_of(desk, item) if answer.card in desk.catalog.cards.by_id else answer.card,
        standing="solved" if answer.is_right else "missed",
        note=f"A card: you typed {answer.answer}.",
        returns=days.get(item),
        attempt=str(answer.id),
    )


def _title(desk: Desk, question: Question) -> str:
    problem = desk.catalog.problems.get(question.slug)
    return problem.title if problem else question.slug
