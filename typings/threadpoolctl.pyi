"""What is used of threadpoolctl 3.8, which has no types of its own."""

from contextlib import AbstractContextManager
from typing import TypedDict

class Pool(TypedDict):
    user_api: str
    num_threads: int

class ThreadpoolController:
    def limit(self, *, limits: int, user_api: str) -> AbstractContextManager[None]: ...

def threadpool_info() -> list[Pool]: ...
