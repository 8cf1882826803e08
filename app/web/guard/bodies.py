"""The body of a request: read once, and handed on whole."""

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive


async def read_body(receive: Receive, most: int) -> bytes | None:
    """The whole body, or None when the client left. Past `most` bytes nothing further is asked for."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > most:
            raise HTTPException(413, f"The body has more than the {most:,} bytes that are allowed.")
        if not message.get("more_body", False):
            return bytes(body)


def replay(body: bytes, receive: Receive) -> Receive:
    """A `receive` that gives the body in one message and then waits for the client to leave, as the server's does."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replayed() -> Message:
        return waiting.pop() if waiting else await receive()

    return replayed
