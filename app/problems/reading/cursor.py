"""A place in normalised text: what the readers look through, and how they say where it went wrong."""

from dataclasses import dataclass

from app.problems.reading.normalise import Typed
from app.problems.reading.outcome import Ask, NotRead, Refused

DIGITS = frozenset("0123456789")
SIGNS = frozenset("+-")
LONGEST_TOKEN = 12


def short(text: str) -> str:
    """`text`, cut to what a sentence may repeat."""
    return text if len(text) <= LONGEST_TOKEN else text[: LONGEST_TOKEN - 1] + "…"


@dataclass(slots=True)
class Cursor:
    """Moves forward over `typed.text`; `at` may be set back to try another way."""

    typed: Typed
    at: int = 0

    @property
    def ended(self) -> bool:
        return self.at >= len(self.typed.text)

    def peek(self, ahead: int = 0) -> str:
        """The character `ahead` of here, or "" beyond the end."""
        return self.typed.text[self.at + ahead : self.at + ahead + 1]

    def take(self, *options: str) -> str:
        """Step over the first option that stands here, and say which; "" if none does."""
        found = next((option for option in options if self.typed.text.startswith(option, self.at)), "")
        self.at += len(found)
        return found

    def take_typed(self, *options: str) -> str:
        """`take` for signs of two characters, which `××` and `÷÷` only look like once they are normalised."""
        start = self.at
        taken = self.take(*options)
        if len(taken) == 2 and any(self.typed.raw[self.typed.origin[at]] in "×÷·" for at in range(start, self.at)):
            self.at = start
            return ""
        return taken

    def blanks(self) -> bool:
        start = self.at
        while self.take(" "):
            pass
        return self.at > start

    def digits(self) -> str:
        start = self.at
        while self.peek() in DIGITS:
            self.at += 1
        return self.typed.text[start : self.at]

    def word(self) -> str:
        """Letters, with single hyphens or underscores between them: `mult-adds`, `batch_size`."""
        start = self.at
        while self.peek().isalpha() or (self.at > start and self.peek() in {"-", "_"} and self.peek(1).isalpha()):
            self.at += 1
        return self.typed.text[start : self.at]

    def since(self, start: int) -> str:
        return self.typed.text[start : self.at]

    def with_replaced(self, start: int, replacement: str, stop: int | None = None) -> str:
        """The whole text with `replacement` from `start` to here, or to `stop`: what a suggestion is made of."""
        return self.typed.text[:start] + replacement + self.typed.text[self.at if stop is None else stop :]

    def token(self) -> str:
        """What stands here as it was typed, in quotes: a word, a number or one character."""
        ahead = Cursor(self.typed, self.at)
        if not (ahead.word() or ahead.digits()):
            ahead.at += 1
        return self.quoted(self.at, ahead.at)

    def quoted(self, start: int, stop: int) -> str:
        """What stands from `start` to `stop` as it was typed, in quotes."""
        first, last = self.typed.origin[start], self.typed.origin[min(stop, len(self.typed.text))]
        return f"“{short(self.typed.raw[first : max(last, first + 1)])}”"

    def refused(self, message: str, *, at: int | None = None, suggestion: str | None = None) -> NotRead:
        return NotRead(Refused(message, self._typed_at(at), suggestion))

    def asked(self, message: str, *, at: int | None = None, suggestion: str | None = None) -> NotRead:
        return NotRead(Ask(message, self._typed_at(at), suggestion))

    def _typed_at(self, at: int | None) -> int:
        return self.typed.origin[self.at if at is None else at]
