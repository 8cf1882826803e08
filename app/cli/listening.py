"""The port a server takes, before anything else is done that would have been in vain."""

import socket

from app.errors import BadInput
from app.settings import Settings


def listening_at(settings: Settings) -> socket.socket:
    """Raises `BadInput` for a port that cannot be had."""
    listening = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise BadInput(
            f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}); "
            f"choose another one with `make run PORT={settings.port + 1}` or RECEPTIVE_PORT."
        ) from None
    return listening
