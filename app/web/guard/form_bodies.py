"""Forms are checked before they are parsed: the parser replaces what is not UTF-8 instead of refusing it."""

from starlette.exceptions import HTTPException

from app.web.guard.head import MediaType, decode_percent
from app.web.limits import Limits


def check_form(body: bytes, media: MediaType, limits: Limits) -> None:
    """Refuses a form that has too many fields or holds anything but text."""
    if media.name == "multipart/form-data":
        _check_multipart(body, media.boundary, limits.max_form_fields)
        return
    _check_fields(body.count(b"&") + 1, limits.max_form_fields)
    decode_percent(body, "form")


def _check_multipart(body: bytes, boundary: bytes, most: int) -> None:
    if not boundary:
        raise HTTPException(400, "Content-Type does not name the boundary between the parts of the form.")
    _check_fields(body.count(b"--" + boundary) - 1, most)  # the last boundary closes the form
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise HTTPException(400, "The form is not UTF-8.") from None
    if "\0" in text:
        raise HTTPException(400, "The form holds a NUL character.")


def _check_fields(count: int, most: int) -> None:
    if count > most:
        raise HTTPException(413, f"The form has {count:,} fields; {most:,} are allowed.")
