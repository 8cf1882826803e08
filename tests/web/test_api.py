"""The API as its contract has it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.learning.memory import DayAhead, forecast
from tests.web.conftest import Clock
from tests.web.doors import answered, visit

V1 = "/api/v1"
STEM = {"input": 224, "kernel": 7, "stride": 2, "padding": 3}
OPENING = {"size": "3", "field": "2^51-1", "end_size": "1", "end_layer": "3"}


def check(client: TestClient, **body: Any) -> Any:
    response = client.post(f"{V1}/check", json=body)
    assert response.status_code == 200, response.text
    return response.json()


def asked(client: TestClient, slug: str, **more: Any) -> Any:
    response = client.post(f"{V1}/questions", json={"slug": slug, **more})
    assert response.status_code == 201, response.text
    assert response.headers["location"] == f"{V1}/questions/{response.json()['id']}"
    return response.json()


def test_problems_have_the_shape_of_the_contract(client: TestClient) -> None:
    listed = client.get(f"{V1}/problems").json()
    assert listed["next"] is None
    assert {item["slug"] for item in listed["items"]} >= {"output-size", "layer-stack", "whiteboard-opening"}
    one = next(item for item in listed["items"] if item["slug"] == "output-size")
    assert one.keys() >= {"slug", "title", "skill", "level", "minutes", "revision", "fields"}
    assert one["fields"] == [{"name": "size", "kind": "shape", "label": "Output size", "unit": ""}]


def test_every_object_that_is_sent_or_taken_names_its_fields_in_the_schema(stateless: TestClient) -> None:
    schemas = stateless.get(f"{V1}/openapi.json").json()["components"]["schemas"]
    objects = {name: schema for name, schema in schemas.items() if schema["type"] == "object"}
    assert [name for name, schema in objects.items() if not schema.get("properties")] == []
    assert {"name", "kind", "label", "unit", "options"} <= set(objects["FieldShape"]["properties"])


def test_problems_can_be_filtered(client: TestClient) -> None:
    everything = client.get(f"{V1}/problems").json()["items"]
    wanted = [each for each in everything if (each["skill"], each["level"]) == ("output-size", 2)]
    assert client.get(f"{V1}/problems?skill=output-size&level=2").json()["items"] == wanted
    assert "layer-stack" in [each["slug"] for each in wanted]
    assert len(wanted) < len(everything)
    assert client.get(f"{V1}/problems?skill=juggling").status_code == 422


def test_problems_can_be_filtered_by_chapter(client: TestClient) -> None:
    everything = client.get(f"{V1}/problems").json()["items"]
    first = client.get(f"{V1}/problems?chapter=convolutional-networks").json()["items"]
    assert first == [each for each in everything if each["chapter"] == "convolutional-networks"]
    assert "output-size" in [each["slug"] for each in first]
    assert client.get(f"{V1}/problems?chapter=juggling").status_code == 404


def test_a_variant_is_the_same_every_time_and_holds_no_answer(client: TestClient) -> None:
    first = client.get(f"{V1}/problems/output-size/variants/7").json()
    assert first == client.get(f"{V1}/problems/output-size/variants/7").json()
    assert first.keys() == {"slug", "revision", "seed", "level", "params", "prompt_text", "prompt_html", "fields"}
    assert first["params"].keys() == {"input", "kernel", "stride", "padding", "dilation"}
    assert "**" not in first["prompt_text"]
    assert "<strong>" in first["prompt_html"]


def test_a_variant_can_be_asked_for_at_a_level(client: TestClient) -> None:
    assert isinstance(client.get(f"{V1}/problems/output-size/variants/7?level=2").json()["params"]["input"], list)
    assert len(client.get(f"{V1}/problems/layer-stack/variants/7?level=1").json()["params"]["layers"]) == 3
    assert client.get(f"{V1}/problems/layer-stack/variants/7?level=4").status_code == 422
    assert client.get(f"{V1}/problems/output-size/variants/-1").status_code == 422


def test_the_stem_of_resnet_is_checked(client: TestClient) -> None:
    verdict = check(client, slug="output-size", params=STEM, answer={"size": "112"})
    assert (verdict["outcome"], verdict["score"]) == ("correct", 1)
    assert verdict["solution"]["steps"] == ["(224 − 7 + 2·3) / 2 = 111.5", "⌊111.5⌋ = 111", "111 + 1 = 112"]
    assert verdict["fields"][0]["misconception"] is None


@pytest.mark.parametrize("answer", ["112", "112 × 112", "(112, 112)", "112x112", " 112 ", 112, [112, 112]])
def test_an_answer_is_right_however_it_is_written(client: TestClient, answer: Any) -> None:
    assert check(client, slug="output-size", params=STEM, answer={"size": answer})["outcome"] == "correct"


def test_a_wrong_answer_names_its_mistake_in_the_same_words_at_both_doors(client: TestClient) -> None:
    page = visit(client, "/problems/whiteboard-opening")
    shown = answered(client, page, **(OPENING | {"field": "101"}))
    given = check(
        client,
        slug="whiteboard-opening",
        params={"input": 6, "kernel": 3, "stride": 2, "padding": 1, "layers": 50},
        answer=OPENING | {"field": "101"},
    )
    misconception = given["fields"][1]["misconception"]
    assert misconception["id"] == "ignores-earlier-strides"
    assert given["headline"] in shown.words
    assert misconception["explanation"] in shown.words


def test_an_unreadable_answer_asks(client: TestClient) -> None:
    verdict = check(client, slug="output-size", params=STEM, answer={"size": "(112, 112"})
    assert verdict["outcome"] == "unreadable"
    assert verdict["fields"][0]["suggestion"] == "112x112"
    assert verdict["solution"] is None


def test_another_convention_is_said(client: TestClient) -> None:
    layer = STEM | {"input": [224, 160]}
    verdict = check(client, slug="output-size", params=layer, answer={"size": "80 × 112"})
    assert verdict["outcome"] == "other_convention"
    assert "right if the width is written first" in verdict["fields"][0]["message"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"slug": "output-size", "answer": {"size": "3"}}, "/seed"),
        ({"slug": "output-size", "seed": 1, "params": STEM, "answer": {"size": "3"}}, "/seed"),
        ({"slug": "output-size", "params": STEM | {"stride": 0}, "answer": {"size": "3"}}, "/params/stride"),
        ({"slug": "output-size", "params": STEM | {"mood": 1}, "answer": {"size": "3"}}, "/params/mood"),
        ({"slug": "output-size", "seed": 1, "answer": {"size": {"height": 3}}}, "/answer/size"),
        ({"slug": "output-size", "seed": 1, "answer": {"depth": "3"}}, "/answer/depth"),
        ({"slug": "output-size", "seed": True, "answer": {"size": "3"}}, "/seed"),
        ({"slug": "output-size", "seed": 1, "answer": {"size": "3"}, "x": 1}, "/x"),
    ],
)
def test_a_body_that_is_wrong_is_told_where(client: TestClient, body: Any, pointer: str) -> None:
    response = client.post(f"{V1}/check", json=body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert pointer in {error["pointer"] for error in response.json()["errors"]}


def test_numbers_no_layer_has_are_422_with_the_equation(client: TestClient) -> None:
    body = {"slug": "output-size", "params": {"input": 3, "kernel": 7}, "answer": {"size": "1"}}
    response = client.post(f"{V1}/check", json=body)
    assert (response.status_code, response.json()["detail"]) == (422, "A kernel of 7 does not fit in 3.")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b'{"slug": "output-size", "seed": 1, "answer": NaN}', "application/json"),
        (b'{"a": ' * 5_000 + b"1" + b"}" * 5_000, "application/json"),
        (b'{"slug": "' + b"x" * 10_000_000 + b'"}', "application/json"),
        (b'{"slug": "output-size", "seed": 1, "answer": {"size": "\\ud800"}}', "application/json"),
        (b"", "application/json"),
        (b"slug=output-size&seed=1", "application/x-www-form-urlencoded"),
        (b"[]", "application/json"),
        (b"null", "application/json"),
        (b'{"slug": "output-size", "seed": 1e400, "answer": {}}', "application/json"),
    ],
    ids=["nan", "deep", "10 MB", "surrogate", "empty", "form", "list", "null", "infinite"],
)
def test_hostile_bodies_are_refused_as_problems(client: TestClient, content: bytes, media_type: str) -> None:
    for address in (f"{V1}/check", f"{V1}/calculate/output-size", f"{V1}/questions", f"{V1}/read"):
        response = client.post(address, content=content, headers={"Content-Type": media_type})
        assert 400 <= response.status_code < 500, address
        assert response.headers["content-type"] == "application/problem+json"


def test_a_question_is_put_answered_and_due_again(client: TestClient, clock: Clock) -> None:
    question = asked(client, "whiteboard-opening")
    assert question["seed"] is None
    assert question["params"]["layers"] == 50
    answer = client.post(f"{V1}/questions/{question['id']}/answer", json={"answer": OPENING, "confidence": 4}).json()
    assert answer["outcome"] == "correct"
    assert answer["attempt_id"] is not None
    assert answer["due_day"] == "2026-03-10"  # quick and sure: FSRS-6 has it due 8 days after 2 March
    kept = client.get(f"{V1}/questions/{question['id']}").json()
    assert (kept["attempts"], kept["verdict"]["outcome"]) == (1, "correct")
    assert [band["band"] for band in kept["rubric"] if band["reached"]] == ["strong-hire"]
    clock.pass_days(30)
    again = client.post(f"{V1}/questions/{question['id']}/answer", json={"answer": OPENING}).json()
    assert again["due_day"] == "2026-04-01"  # the second attempt at it is no evidence, and the item is overdue


def test_for_when_an_answer_is_due_again_no_day_beyond_is_worked_out(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_out: list[date] = []

    def noted(*given: Any, **named: Any) -> Iterator[DayAhead]:
        for day in forecast(*given, **named):
            worked_out.append(day.session.day)
            yield day

    monkeypatch.setattr("app.practice.sessions.forecast", noted)
    question = asked(client, "whiteboard-opening")
    answer = client.post(f"{V1}/questions/{question['id']}/answer", json={"answer": OPENING, "confidence": 4}).json()
    assert answer["due_day"] == str(worked_out[-1]) == "2026-03-10"


def test_what_cannot_be_read_leaves_no_attempt(client: TestClient) -> None:
    address = f"{V1}/questions/{asked(client, 'whiteboard-opening')['id']}"
    answer = client.post(f"{address}/answer", json={"answer": OPENING | {"size": "(3, 3"}}).json()
    assert (answer["outcome"], answer["attempt_id"]) == ("unreadable", None)
    assert client.get(address).json()["attempts"] == 0


def test_an_answer_under_another_convention_leaves_no_attempt(client: TestClient) -> None:
    """The chapter's stack without biases: 230,912 − 320."""
    address = f"{V1}/questions/{asked(client, 'layer-stack')['id']}"
    sizes = {"layer1": "112", "layer2": "56", "layer3": "56", "layer4": "28", "shape": "28×28×128"}
    answer = client.post(f"{address}/answer", json={"answer": sizes | {"params": "230592"}}).json()
    assert (answer["outcome"], answer["attempt_id"]) == ("other_convention", None)
    assert client.get(address).json()["attempts"] == 0


def test_the_second_question_of_a_problem_has_fresh_numbers(client: TestClient) -> None:
    first, second = (asked(client, "whiteboard-opening") for _ in range(2))
    assert first["seed"] is None
    assert second["seed"] is not None
    assert asked(client, "whiteboard-opening", seed=7)["seed"] == 7


def test_a_repeated_key_gives_the_first_answer_and_records_nothing_twice(client: TestClient) -> None:
    key = {"Idempotency-Key": "one"}
    first = client.post(f"{V1}/questions", json={"slug": "layer-stack", "seed": 3}, headers=key).json()
    assert client.post(f"{V1}/questions", json={"slug": "layer-stack", "seed": 3}, headers=key).json() == first
    address = f"{V1}/questions/{first['id']}"
    answers = [{"answer": {"shape": text}} for text in ("1×1×1", "2×2×2")]
    given = [client.post(f"{address}/answer", json=body, headers=key).json() for body in answers]
    assert given[0] == given[1]
    hints = [client.post(f"{address}/hint", headers=key).json()["number"] for _ in range(3)]
    assert hints == [1, 1, 1]
    assert client.get(address).json()["attempts"] == 1


def test_a_key_that_answered_one_question_cannot_answer_another(client: TestClient) -> None:
    key = {"Idempotency-Key": "one"}
    one, other = asked(client, "whiteboard-opening"), asked(client, "whiteboard-opening")
    client.post(f"{V1}/questions/{one['id']}/answer", json={"answer": {"size": "3"}}, headers=key)
    refused = client.post(f"{V1}/questions/{other['id']}/answer", json={"answer": {"size": "3"}}, headers=key)
    assert refused.status_code == 409


def test_three_hints_and_no_more(client: TestClient) -> None:
    address = f"{V1}/questions/{asked(client, 'layer-stack')['id']}"
    hints = [client.post(f"{address}/hint").json() for _ in range(3)]
    assert [(hint["number"], hint["left"]) for hint in hints] == [(1, 2), (2, 1), (3, 0)]
    assert client.post(f"{address}/hint").status_code == 409


def test_revealing_twice_changes_nothing(client: TestClient) -> None:
    address = f"{V1}/questions/{asked(client, 'layer-stack')['id']}"
    first, second = (client.post(f"{address}/reveal").json() for _ in range(2))
    assert first == second
    assert first["solution"]["steps"][-1] == "9,472 + 73,856 + 147,584 = 230,912"
    assert [band["band"] for band in first["rubric"] if band["reached"]] == ["no-hire"]


def test_a_question_belongs_to_one_learner(client: TestClient) -> None:
    address = f"{V1}/questions/{asked(client, 'layer-stack')['id']}"
    client.cookies.clear()
    assert client.get(address).status_code == 404
    assert client.post(f"{address}/answer", json={"answer": {"shape": "1×1×1"}}).status_code == 404
    assert client.post(f"{address}/hint").status_code == 404
    assert client.post(f"{address}/reveal").status_code == 404


def test_questions_are_paged(client: TestClient) -> None:
    made = [asked(client, "output-size", seed=seed)["id"] for seed in range(5)]
    first = client.get(f"{V1}/questions?limit=3").json()
    second = client.get(f"{V1}/questions?limit=3&before={first['next']}").json()
    assert [item["id"] for item in first["items"] + second["items"]] == made[::-1]
    assert second["next"] is None


def test_a_token_nobody_made_is_401(client: TestClient) -> None:
    refused = client.get(f"{V1}/questions", headers={"Authorization": "Bearer nonsense"})
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("text", "kind", "outcome", "value"),
    [
        ("28 × 28", "shape", "understood", [28, 28]),
        ("4,321", "integer", "understood", 4321),
        ("9007199254740993", "integer", "understood", 9007199254740993),
        ("0,342", "real", "ask", None),
        ("1:9", "ratio", "understood", 1 / 9),
        ("2/4", "integer", "refused", None),
        ("(batchsize,20,20,256)", "shape", "understood", [None, 20, 20, 256]),
        ("floor((W-K+2P)/S)+1", "expression", "understood", "⌊(W − K + 2P)/S⌋ + 1"),
        ("6 + 9", "expression", "understood", "6 + 9"),
        ("W/2S", "expression", "ask", None),
        ("(W-K", "expression", "refused", None),
    ],
)
def test_texts_are_read(client: TestClient, text: str, kind: str, outcome: str, value: Any) -> None:
    read = client.post(f"{V1}/read", json={"text": text, "kind": kind}).json()
    assert (read["outcome"], read["value"]) == (outcome, value)
    assert (read["echo"] is None) == (outcome != "understood")
    assert (read["message"] is None) == (outcome == "understood")


def test_the_text_of_a_formula_is_its_normal_form(client: TestClient) -> None:
    read = client.post(f"{V1}/read", json={"text": "1024·K^2", "kind": "expression"}).json()
    assert (read["value"], read["value_text"], read["echo"]) == ("1,024K²", "1,024K²", "1,024K²")


def test_the_schema_is_served_and_describes_its_refusals(client: TestClient) -> None:
    schema = client.get(f"{V1}/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert f"{V1}/questions/{{question_id}}/answer" in schema["paths"]
    assert "Problem" in schema["components"]["schemas"]
    assert not any(path.startswith("/problems") for path in schema["paths"])


def test_health(client: TestClient) -> None:
    assert client.get("/healthz").text == "ok"
