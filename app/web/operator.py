"""Who may see what is for whoever runs the instance: anybody on a private server, elsewhere the one who has the key."""

import base64
import binascii
import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

CHALLENGE = {"WWW-Authenticate": 'Basic realm="Receptive insights", charset="UTF-8"'}
ASKS = "This page is for whoever runs this server: any name, and RECEPTIVE_OPERATOR_KEY as the password."


@dataclass(frozen=True, slots=True)
class Operator:
    """`is_private`: only this machine reaches the server. `key` None: on any other, nothing is shown to anybody."""

    is_private: bool
    key: str | None

    def admit(self, authorization: str) -> None:
        """Raises 404 where there is no key to ask for, and 401 where it was not given."""
        if self.is_private:
            return
        if self.key is None:
            raise HTTPException(404)
        if not hmac.compare_digest(_password(authorization), self.key.encode()):
            raise HTTPException(401, ASKS, CHALLENGE)


def _password(authorization: str) -> bytes:
    """Of HTTP Basic, whatever the name; empty where nothing of the kind was sent. Source: RFC 7617, section 2."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return b""
    try:
        return base64.b64decode(encoded.strip(), validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return b""


def _operator_only(request: Request) -> None:
    operator: Operator = request.app.state.operator
    operator.admit(request.headers.get("authorization", ""))


OperatorOnly = Annotated[None, Depends(_operator_only)]
