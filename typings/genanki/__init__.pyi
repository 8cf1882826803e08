"""As much of genanki's types as is used here; the library has none of its own."""

from collections.abc import Sequence
from io import BytesIO

class Model:
    def __init__(
        self,
        model_id: int,
        name: str,
        fields: Sequence[dict[str, str]],
        templates: Sequence[dict[str, str]],
        css: str = ...,
    ) -> None: ...

class Note:
    def __init__(self, model: Model, fields: Sequence[str], tags: Sequence[str] = ..., guid: str = ...) -> None: ...

class Deck:
    def __init__(self, deck_id: int, name: str, description: str = ...) -> None: ...
    def add_note(self, note: Note) -> None: ...

class Package:
    def __init__(self, deck_or_decks: Deck) -> None: ...
    def write_to_file(self, file: BytesIO, timestamp: float | None = ...) -> None: ...
