"""How much one request may ask of the server before anything reads it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What the guard lets through. Every refusal names the number it applied.

    A host is a name without port, `*.example.org` for every name below it, or `*` for any.
    """

    allowed_hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    max_url_bytes: int = 8_192  # path and query; RFC 9110, section 4.1 recommends 8,000 at least
    max_body_bytes: int = 65_536
    max_form_fields: int = 200
    max_json_depth: int = 32
    max_json_values: int = 20_000
    max_json_digits: int = 300  # of one integer; 10^300 still fits a float, so no later conversion overflows
