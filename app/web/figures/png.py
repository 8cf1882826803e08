"""A grey picture as a PNG: a signature, a header, one compressed block of pixels, an end."""

import struct
import zlib
from base64 import b64encode

import numpy as np

from app.conv.ops import Array

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY = bytes((8, 0, 0, 0, 0))  # 8 bits, grey levels, the standard's only compression and filters, not interlaced


def grey_png(shades: Array) -> bytes:
    """(H, W) shades, 0 black to 1 white. Source: www.w3.org/TR/png-3, chapters 5 and 11."""
    height, width = shades.shape
    levels = np.rint(np.clip(shades, 0, 1) * 255).astype(np.uint8)
    unfiltered = np.hstack([np.zeros((height, 1), np.uint8), levels])  # each line begins with its filter: none
    chunks = (
        (b"IHDR", struct.pack(">II", width, height) + GREY),
        (b"IDAT", zlib.compress(unfiltered.tobytes())),
        (b"IEND", b""),
    )
    return SIGNATURE + b"".join(_chunk(kind, body) for kind, body in chunks)


def png_address(shades: Array) -> str:
    """For the src of an image."""
    return f"data:image/png;base64,{b64encode(grey_png(shades)).decode()}"


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
