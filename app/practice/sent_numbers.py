"""Numbers somebody chose, as the last step of a question's address: `with-` and their JSON in base64url.

They stand in the path, not in the query, so that every form below the question finds them again.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import cast

PREFIX = "with-"


def step_for(numbers: Mapping[str, object]) -> str:
    """The step of the address."""
    written = json.dumps(dict(numbers), sort_keys=True, separators=(",", ":")).encode()
    return PREFIX + urlsafe_b64encode(written).decode().rstrip("=")


def numbers_in(step: str) -> Mapping[str, object] | None:
    """The numbers in such a step; None for what holds none."""
    if not step.startswith(PREFIX) or not step.isascii():
        return None
    coded = step.removeprefix(PREFIX)
    try:
        found: object = json.loads(urlsafe_b64decode(coded + "=" * (-len(coded) % 4)))
    except (ValueError, RecursionError):  # not base64, not UTF-8, not JSON, or nested past all reason
        return None
    return cast("Mapping[str, object]", found) if isinstance(found, dict) else None
