"""One line for each request and incident: key=value for eyes, JSON for machines. No addresses, queries or learners."""

import logging
import sys
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import Processor

logger = structlog.stdlib.get_logger(__name__)

SHARED: list[Processor] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure_logging(level: str = "INFO", *, for_eyes: bool | None = None) -> None:
    """Sends structlog and the standard library (uvicorn, Alembic) down one path to standard error.

    `for_eyes` None: decided by whether standard error is a terminal. Start uvicorn with `log_config=None`, so that it
    does not put its own handlers back; its access log would repeat `RequestLog` and add the client's address.
    """
    readable = sys.stderr.isatty() if for_eyes is None else for_eyes
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=_ending(readable), foreign_pre_chain=SHARED))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it announces itself twice for each look at the tables
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _ending(readable: bool) -> list[Processor]:  # noqa: FBT001 - private, and called with a name that says it
    forget: Processor = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if readable:
        console = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        return [forget, console]
    return [forget, structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]


class RequestLog:
    """Logs method, path, status and milliseconds, once the answer is complete. Status None: the client left first."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Also logs a request that ends in an exception, which it lets pass."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status: int | None = None

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        began = time.perf_counter()
        try:
            await self.app(scope, receive, watched)
        finally:
            elapsed_ms = round((time.perf_counter() - began) * 1000, 1)
            logger.info("request", method=scope["method"], path=scope["path"], status=status, ms=elapsed_ms)
