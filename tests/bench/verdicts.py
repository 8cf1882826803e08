"""Times questions and verdicts, kind by kind: `python -m tests.bench.verdicts [--seeds N]`.

Drawing is what a page waits for before it shows a question, a verdict what it waits for after an answer: reading,
judging, diagnosis, a run where there is one, and the words. Wrong answers are timed, since they cost the most. It is
processor time, which a busy machine changes less than the clock on the wall.
"""

from argparse import ArgumentParser
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import TypeVar

from app.catalog.catalog import load
from app.catalog.problem import Problem
from app.practice import wording
from app.problems.grading import judge
from app.problems.kind import Params
from tests.conftest import ROOT
from tests.problems.test_every_kind import typed

T = TypeVar("T")
DRAWING, VERDICT = 5.0, 10.0  # milliseconds that each may take


def main() -> None:
    """Print the table."""
    parser = ArgumentParser(description="Times drawing a question and judging a wrong answer to it.")
    parser.add_argument("--seeds", type=int, default=100, help="questions of each problem and level (100)")
    seeds: int = parser.parse_args().seeds
    _say(f"processor time in milliseconds; floors {DRAWING:g} for drawing, {VERDICT:g} for a verdict\n")
    _say(f"{'problem':<24} {'drawn':>8} {'worst':>8} {'verdict':>8} {'worst':>8}")
    for problem in load(ROOT / "content").problems.values():
        drawn, judged = measured(problem, seeds)
        _say(f"{problem.slug:<24} {median(drawn):8.2f} {max(drawn):8.2f} {median(judged):8.2f} {max(judged):8.2f}")


def measured(problem: Problem, seeds: int) -> tuple[list[float], list[float]]:
    """Milliseconds for each drawing, and for a verdict on each mistake of a few of the drawn questions."""
    drawn: list[float] = []
    judged: list[float] = []
    for level in problem.levels:
        for seed in range(seeds):
            params, took = _timed(lambda seed=seed, level=level: problem.draw(seed, level))
            drawn.append(took)
            if seed < max(seeds // 10, 1):
                judged += _verdicts(problem, params)
    return drawn, judged


def _verdicts(problem: Problem, params: Params) -> list[float]:
    right = {name: typed(value) for name, value in problem.kind.solve(params).items()}
    claims = [solver(params) for solver in problem.kind.mistakes.values()]
    answers = [right | {name: typed(value) for name, value in claim.items()} for claim in claims if claim]
    return [_timed(lambda answer=answer: _said(problem, params, answer))[1] for answer in answers]


def _said(problem: Problem, params: Params, answer: dict[str, str]) -> object:
    return wording.marked(problem, params, judge(problem.kind, params, answer))


def _timed(run: Callable[[], T]) -> tuple[T, float]:
    begin = process_time()
    result = run()
    return result, 1e3 * (process_time() - begin)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a benchmark is there to be read


if __name__ == "__main__":
    main()
