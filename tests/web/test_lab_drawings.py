"""Every figure of the lab as a file: what the page draws, in its colours, without a stylesheet."""

import html
import re
import xml.etree.ElementTree as ET

import pytest
from starlette.testclient import TestClient

from app.web.figures.standalone import LOOKS
from tests.web.doors import visit

SVG = "{http://www.w3.org/2000/svg}"
PAGES = {
    "/lab/convolution?channels=2": 1,
    "/lab/output-size?input=9x12&kernel=3&stride=2&padding=1&dilation=2": 2,
    "/lab/receptive-field": 1,
    "/lab/pooling": 1,
    "/lab/network?layer=conv2&field=stride&value=2": 1,
    "/lab/gradients?blocks=6": 2,
    "/lab/highway?of=mobilenet-v2&run=true": 1,
    "/lab/cost?kernel=5": 1,
    "/lab/architectures?of=vgg-16": 2,
    "/lab/architectures/resnet-18": 1,
}
each_page = pytest.mark.parametrize(("address", "count"), PAGES.items())


def labels(root: ET.Element) -> list[str]:
    return [node.text or "" for node in root.iter() if node.tag.removeprefix(SVG) == "text"]


@each_page
def test_a_file_says_what_its_page_draws(stateless: TestClient, address: str, count: int) -> None:
    page = visit(stateless, address)
    drawn = [labels(ET.fromstring(svg)) for svg in re.findall(r'<svg class="drawing".*?</svg>', page.text, re.DOTALL)]  # noqa: S314 - our own
    files = [html.unescape(link) for link in re.findall(r'<a href="([^"]+)" download>', page.text)]
    assert len(files) == count
    for file in files:
        answer = stateless.get(file)
        name = file.split("?")[0].split("/")[-1]
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert "class=" not in answer.text
        saved = labels(ET.fromstring(answer.text))  # noqa: S314 - our own
        pieces = [label for piece in drawn for label in piece]
        assert saved in drawn or (len(drawn) > count and set(saved) <= set(pieces))


@each_page
def test_every_class_of_a_drawing_has_its_look_in_the_file(stateless: TestClient, address: str, count: int) -> None:
    page = visit(stateless, address)
    svgs = re.findall(r'<svg class="drawing"(.*?)</svg>', page.text, re.DOTALL)
    classes = {name for svg in svgs for names in re.findall(r'class="([^"]+)"', svg) for name in names.split()}
    assert len(svgs) >= count
    assert classes <= set(LOOKS)


@pytest.mark.parametrize(
    "address",
    [
        "output-size-width.svg?kernel=0",
        "network-bars.svg?layers=x",
        "cost-roofline.svg?kernel=0",
        "highway-norms.svg?of=vgg-16",
        "architectures/x.svg",
    ],
)
def test_there_is_no_file_of_what_was_refused(stateless: TestClient, address: str) -> None:
    assert stateless.get(f"/lab/{address}").status_code in {404, 422}
