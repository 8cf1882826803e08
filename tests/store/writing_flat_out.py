"""
Record attempts as fast as the store takes them and print the token of each that was acknowledged, until killed.

Run as `python -m tests.store.writing_flat_out URL`. Each job records a question and the attempt at it.
"""

import asyncio
import sys
from uuid import uuid4

from app.store import Store, Writer
from tests.store.making import NOON, a_question, an_attempt

TASKS = 64


def main(url: str) -> None:
    asyncio.run(write_for_ever(Store.open(url)))


async def write_for_ever(store: Store) -> None:
    await asyncio.gather(*(one_learner(store) for _ in range(TASKS)))


async def one_learner(store: Store) -> None:
    learner_id = uuid4()
    while True:
        question = a_question(learner_id, id=uuid4())
        attempt = an_attempt(question, id=uuid4(), token=str(uuid4()))

        def record(writer: Writer) -> None:
            writer.ensure_learner(learner_id, NOON)
            writer.add_question(question)  # noqa: B023 (the job is over before the next turn)
            writer.add_attempt(attempt)  # noqa: B023 (the job is over before the next turn)

        await store.write(record)
        sys.stdout.write(f"acknowledged {attempt.token}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
