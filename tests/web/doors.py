"""What the tests of the pages have in common: forms as a browser without JavaScript sends them."""

import html
import re
from dataclasses import dataclass

from starlette.testclient import TestClient

FORM = re.compile(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a browser shows it."""

    status: int
    text: str
    address: str

    @property
    def words(self) -> str:
        """The text without its tags, in single spaces."""
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.text)).split())

    def form(self, action: str) -> tuple[str, dict[str, str]]:
        """Address and hidden fields of the form that ends in `action`."""
        for address, body in FORM.findall(self.text):
            if address.endswith(action):
                return address, {name: html.unescape(value) for name, value in HIDDEN.findall(body)}
        raise AssertionError(f"No form {action} on {self.address}.")


def visit(client: TestClient, address: str) -> Page:
    """Follow redirects, as a browser does."""
    response = client.get(address, follow_redirects=True)
    return Page(response.status_code, response.text, response.url.path)


def submit(client: TestClient, page: Page, action: str, **fields: str | list[str]) -> Page:
    """Fill in a form and send it."""
    address, hidden = page.form(action)
    response = client.post(address, data=hidden | fields, follow_redirects=True)
    return Page(response.status_code, response.text, response.url.path)


def answered(client: TestClient, page: Page, **answer: str) -> Page:
    """Send an answer."""
    return submit(client, page, "/answer", **{f"answer.{name}": text for name, text in answer.items()})
