"""
The guard stands before everything that reads a request.

    head         host, address, framing, content type: from the headers alone
    bodies       the body, read once, up to the limit, and handed on whole
    json_bodies  valid UTF-8, shallow, finite, unambiguous
    form_bodies  valid UTF-8, few fields
    middleware   the order in which these are asked

A check raises `HTTPException` with a sentence. 400 is for what no standard calls a request; 413, 414 and 415 are for
its size and its type; 422 is for JSON that is well-formed and still cannot be held, or asks for too much.
"""

from app.web.guard.middleware import Guard

__all__ = ["Guard"]
