"""Every problem through both doors: the right answer, each mistake, another wrong one, and an unreadable one."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.catalog.numbers import dump
from app.catalog.problem import Problem
from app.problems.forms import Choice, Choices, Grid, Ordering, Table
from app.problems.gate import found_in, is_right
from app.problems.kind import Answers, Field, Params
from tests.conftest import PROBLEM_FILES
from tests.problems.test_every_kind import odd_one, typed
from tests.web.doors import Page, submit, visit

CHECK = "/api/v1/check"
SEED = 11
SLUGS = sorted(path.stem for path in PROBLEM_FILES)
SOLVED = [slug for slug in SLUGS if not slug.startswith("explain-")]  # the others: test_explaining
each_problem = pytest.mark.parametrize("slug", SOLVED)


def asked(catalog: Catalog, slug: str) -> tuple[Problem, Params, dict[str, str]]:
    """A problem, its numbers for a seed, and the right answer as text."""
    problem = catalog.problem(slug)
    params = problem.draw(SEED)
    return problem, params, texts(problem.kind.solve(params))


def texts(answers: Answers) -> dict[str, str]:
    return {name: typed(value) for name, value in answers.items()}


def checked(client: TestClient, problem: Problem, params: Params, answer: dict[str, str]) -> dict[str, Any]:
    body = {"slug": problem.slug, "params": dump(problem.kind, params), "answer": answer}
    response = client.post(CHECK, json=body)
    assert response.status_code == 200, response.text
    return response.json()


def filled(field: Field, text: str) -> list[tuple[str, str]]:
    """A field as the page's form sends it."""
    match field.form:
        case Grid() | Table():
            rows = [line.split("\t") for line in text.split("\n")]
            return [(f"cell.{field.name}.{i}.{j}", cell) for i, row in enumerate(rows) for j, cell in enumerate(row)]
        case Ordering(lines=lines):
            order = text.split(", ")
            places = {line.id: order.index(line.id) + 1 if line.id in order else "" for line in lines}
            if not any(places.values()):  # a box that holds no number
                places[lines[0].id] = text
            return [(f"position.{field.name}.{line}", str(place)) for line, place in places.items()]
        case Choices():
            return [(f"answer.{field.name}", each) for each in text.split(", ")]
        case _:
            return [(f"answer.{field.name}", text)]


def posted(client: TestClient, problem: Problem, params: Params, answer: dict[str, str]) -> Page:
    """Answered on the page, without JavaScript."""
    page = visit(client, f"/problems/{problem.slug}/{problem.level}-{SEED}")
    assert page.status == 200
    sent: dict[str, Any] = {}
    for field in problem.kind.fields(params):
        for name, text in filled(field, answer[field.name]):
            sent[name] = [*sent[name], text] if name in sent else [text]
    return submit(client, page, "/answer", **sent)


@each_problem
def test_the_right_answer_is_right(client: TestClient, catalog: Catalog, slug: str) -> None:
    problem, params, right = asked(catalog, slug)
    verdict = checked(client, problem, params, right)
    assert (verdict["outcome"], verdict["score"]) == ("correct", 1)
    assert verdict["solution"]["steps"]
    page = posted(client, problem, params, right)
    assert page.status == 200
    assert 'class="verdict is-correct"' in page.text


@each_problem
def test_every_mistake_is_named(client: TestClient, catalog: Catalog, slug: str) -> None:
    problem, params, right = asked(catalog, slug)
    for name, solver in problem.kind.mistakes.items():
        for field, value in solver(params).items():
            verdict = checked(client, problem, params, right | {field: typed(value)})
            mark = next(each for each in verdict["fields"] if each["name"] == field)
            named = [mark["misconception"]["id"], *(each["id"] for each in mark["others"])]
            assert name in named, (field, value)
            assert verdict["outcome"] in {"wrong", "partly"}
            assert verdict["solution"] is None
    wrong = (texts(solver(params)) for solver in problem.kind.mistakes.values())
    page = posted(client, problem, params, right | next(claim for claim in wrong if claim))
    assert page.status == 200
    assert "Drill this mistake" in page.words


@each_problem
def test_a_wrong_answer_that_no_mistake_gives_is_wrong_without_a_name(
    client: TestClient, catalog: Catalog, slug: str
) -> None:
    problem, params, right = asked(catalog, slug)
    claims = [problem.kind.solve(params), *(solver(params) for solver in problem.kind.mistakes.values())]
    for field in problem.kind.fields(params):
        odd = odd_one(field.form, [claim[field.name] for claim in claims if field.name in claim])
        if odd is None or found_in(problem.kind, params, field.name, odd):  # what breaks a rule has its name
            continue
        if isinstance(field.form, Choice) and is_right(problem.kind, params, field, odd):
            continue
        verdict = checked(client, problem, params, right | {field.name: odd})
        mark = next(each for each in verdict["fields"] if each["name"] == field.name)
        assert mark["status"] == "wrong"
        assert mark["misconception"] is None


@each_problem
def test_an_unreadable_answer_costs_nothing(client: TestClient, catalog: Catalog, slug: str) -> None:
    problem, params, right = asked(catalog, slug)
    first = problem.kind.fields(params)[0]
    verdict = checked(client, problem, params, right | {first.name: "perhaps?"})
    assert verdict["outcome"] == "unreadable"
    if isinstance(first.form, Choice | Choices):
        return  # a page cannot send what it does not offer
    page = posted(client, problem, params, right | {first.name: "perhaps?"})
    assert page.status == 422
    assert "Not read yet" in page.words
    assert client.get("/api/v1/questions").json()["items"] == []


def test_the_list_of_files_is_the_catalog(catalog: Catalog) -> None:
    assert set(SLUGS) == set(catalog.problems)
