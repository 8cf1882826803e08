"""Long computations: cancelling stops them between two steps, and nobody has two."""

from collections.abc import Generator
from threading import Event
from uuid import UUID

import anyio
import pytest

from app.errors import BadInput, Busy, Conflict
from app.web.long import LongRuns

ANN, BEN = UUID(int=1), UUID(int=2)


def counting(taken: list[int]) -> Generator[int]:
    for number in range(1, 1_000):
        taken.append(number)
        yield number


def test_cancelling_stops_the_work_when_the_step_at_hand_is_done() -> None:
    runs, taken, may_go_on, left = LongRuns(), list[int](), Event(), list[str]()

    def work() -> Generator[int]:
        try:
            for number in counting(taken):
                yield number
                may_go_on.wait(5)
        finally:
            left.append("closed")

    async def leave() -> None:
        async with anyio.create_task_group() as group:

            async def listen() -> None:
                async for _ in runs.steps(ANN, work()):
                    pass

            group.start_soon(listen)
            while not taken:
                await anyio.sleep(0.005)
            await anyio.sleep(0.02)
            may_go_on.set()
            group.cancel_scope.cancel()

    anyio.run(leave)
    stopped_at = len(taken)
    anyio.run(anyio.sleep, 0.05)
    assert (stopped_at, left) == (len(taken), ["closed"])
    assert stopped_at < 900
    with runs.begun(ANN):
        pass


def test_one_learner_has_one_and_all_together_have_few() -> None:
    runs = LongRuns(most=1)
    with runs.begun(ANN):
        with pytest.raises(Conflict, match="still running"), runs.begun(ANN):
            pass
        with pytest.raises(Busy, match="1 computations"), runs.begun(BEN):
            pass
    with runs.begun(BEN):
        pass


def test_a_refusal_on_the_way_is_a_line_and_frees_the_place() -> None:
    runs = LongRuns()

    def refused() -> Generator[str]:
        yield "one"
        raise BadInput("Too large.")

    async def lines() -> list[str]:
        answer = runs.streamed(ANN, refused(), lambda said: {"said": said})
        return [str(each) async for each in answer.body_iterator]

    assert anyio.run(lines) == ['{"said": "one"}\n', '{"refused": "Too large."}\n']
    with runs.begun(ANN):
        pass


def test_the_last_step_is_what_one_waits_for() -> None:
    assert anyio.run(LongRuns().last, ANN, counting([])) == 999
