"""The server is killed twenty times while learners answer, and what it had acknowledged is still there, once."""

import json
import random
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path

from app.settings import Settings
from tests.store.killing import assert_every_answer_is_kept_once
from tests.web.serving import served

KILLS = 20
LEARNERS = 6
PATIENCE_S = 60


class Learner:
    """Answers one question again and again, and remembers which answers the server acknowledged."""

    def __init__(self, port: int, keys: Iterator[int]) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=10)
        self._keys = keys
        self._headers = {"Content-Type": "application/json"}
        self.acknowledged: list[str] = []

    def run(self) -> None:
        """Until the server is gone."""
        try:
            question = self._post("/api/v1/questions", {"slug": "output-size", "seed": 7}, "")
            for size in count(1_000):
                key = f"key {next(self._keys)}"
                self._post(f"/api/v1/questions/{question['id']}/answer", {"answer": {"size": size}}, key)
                self.acknowledged.append(key)
        except (OSError, HTTPException, json.JSONDecodeError):
            self._connection.close()

    def _post(self, address: str, body: object, key: str) -> dict[str, str]:
        headers = self._headers | ({"Idempotency-Key": key} if key else {})
        self._connection.request("POST", address, json.dumps(body), headers)
        response = self._connection.getresponse()
        content = response.read()
        assert response.status in {200, 201}, content
        if cookie := response.headers.get("Set-Cookie"):
            self._headers["Cookie"] = cookie.split(";")[0]
        answer: dict[str, str] = json.loads(content)
        return answer


def wait_for(learners: list[Learner], *, answers: int) -> None:
    """Until so many answers are acknowledged; the others are on their way."""
    patience = time.monotonic() + PATIENCE_S
    while sum(len(learner.acknowledged) for learner in learners) < answers:
        assert time.monotonic() < patience, "The server acknowledges nothing."
        time.sleep(0.002)


def test_twenty_kills_lose_no_acknowledged_answer(settings: Settings) -> None:
    keys, dice = count(), random.SystemRandom()
    acknowledged: list[str] = []
    for _ in range(KILLS):
        with served(settings) as port:
            learners = [Learner(port, keys) for _ in range(LEARNERS)]
            threads = [threading.Thread(target=learner.run) for learner in learners]
            for thread in threads:
                thread.start()
            wait_for(learners, answers=dice.randint(1, 40))
        for thread in threads:
            thread.join()
        acknowledged += [key for learner in learners for key in learner.acknowledged]
    assert len(acknowledged) >= KILLS
    assert_every_answer_is_kept_once(Path(settings.database_url.removeprefix("sqlite:///")), acknowledged)
