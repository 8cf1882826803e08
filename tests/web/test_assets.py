"""The files under static/: what they weigh, what they refer to, and how they are served."""

import gzip
import hashlib
import json
import re
from base64 import b64encode
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from app.web.assets import Assets, stylesheet

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"
STYLESHEETS = sorted((STATIC / "css").rglob("*.css"))
MANIFEST: list[dict[str, str]] = json.loads((VENDOR / "manifest.json").read_text())


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets(STATIC)


@pytest.fixture(scope="module")
def client(assets: Assets) -> TestClient:
    return TestClient(Starlette(routes=[Mount("/static", assets)]))


def test_a_drawing_in_the_page_itself_is_the_file(assets: Assets) -> None:
    kind, _, body = assets.inlined("mark.svg").partition(",")
    assert kind == "data:image/svg+xml"
    assert unquote_to_bytes(body) == (STATIC / "mark.svg").read_bytes()
    with pytest.raises(LookupError, match=re.escape("There is no file none.svg under static/.")):
        assets.inlined("none.svg")


def test_a_hashed_address_may_be_kept_for_a_year(client: TestClient, assets: Assets) -> None:
    response = client.get(assets.url("css/app.css"))
    assert response.status_code == 200
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-type"] == "text/css; charset=utf-8"


def test_a_plain_address_is_asked_for_every_time(client: TestClient) -> None:
    response = client.get("/static/mark.svg")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-cache"


def test_a_browser_that_holds_a_file_is_not_sent_it_again(client: TestClient) -> None:
    first = client.get("/static/mark.svg")
    again = client.get("/static/mark.svg", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_text_is_compressed_for_those_who_accept_it(client: TestClient, assets: Assets) -> None:
    with client.stream("GET", assets.url("css/app.css"), headers={"Accept-Encoding": "br, gzip"}) as response:
        sent = b"".join(response.iter_raw())
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(sent) == client.get(assets.url("css/app.css"), headers={"Accept-Encoding": ""}).content


def test_text_is_sent_as_it_is_to_those_who_do_not(client: TestClient, assets: Assets) -> None:
    response = client.get(assets.url("css/app.css"), headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in response.headers
    assert response.text.startswith("/* Every colour")


def test_a_font_is_not_compressed_twice(client: TestClient, assets: Assets) -> None:
    response = client.get(assets.url("vendor/inter-5.3.0/inter-latin.woff2"))
    assert "content-encoding" not in response.headers
    assert response.content[:4] == b"wOF2"


@pytest.mark.parametrize(
    "path",
    ["/static/css/none.css", "/static/0123456789abcdef/css/app.css", "/static/", "/static/%2e%2e/pyproject.toml"],
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_files_can_only_be_read(client: TestClient) -> None:
    response = client.post("/static/mark.svg")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD"


def test_an_unknown_name_in_a_template_is_an_error(assets: Assets) -> None:
    with pytest.raises(LookupError, match=re.escape("There is no file css/parts/form.css under static/.")):
        assets.url("css/parts/form.css")


def test_a_changed_file_changes_the_addresses(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    for name in ("tokens.css", "base.css"):
        (tmp_path / "css" / name).write_text(":root{}")
    before = Assets(tmp_path).url("css/app.css")
    assert Assets(tmp_path).url("css/app.css") == before
    (tmp_path / "css" / "base.css").write_text(":root{color:red}")
    assert Assets(tmp_path).url("css/app.css") != before


def test_the_stylesheets_are_joined_in_one_order() -> None:
    files = {f"css/{name}.css": name.encode() for name in ("parts/b", "base", "parts/a", "tokens")}
    assert stylesheet(files) == b"tokens\nbase\nparts/a\nparts/b"


def test_every_stylesheet_reaches_the_page(client: TestClient, assets: Assets) -> None:
    served = client.get(assets.url("css/app.css")).text
    assert [file.name for file in STYLESHEETS if file.read_text() not in served] == []


def test_what_a_stylesheet_refers_to_is_served_beside_it(client: TestClient, assets: Assets) -> None:
    folder = assets.url("css/app.css").removesuffix("app.css")
    addresses = re.findall(r'url\("([^"]+)"\)', client.get(folder + "app.css").text)
    assert addresses
    assert [address for address in addresses if client.get(folder + address).status_code != 200] == []


def test_pages_stay_light(client: TestClient, assets: Assets) -> None:
    """Floors of the front end: stylesheet 16 KB compressed, fonts 110 KB, scripts 40 KB compressed."""
    css = gzip.compress(client.get(assets.url("css/app.css")).content)
    scripts = [file for file in STATIC.rglob("*.js") if file.is_file()]
    assert len(css) <= 16_000
    assert sum(file.stat().st_size for file in STATIC.rglob("*.woff2")) <= 110_000
    assert sum(len(gzip.compress(file.read_bytes())) for file in scripts) <= 40_000


@pytest.mark.parametrize("file", STYLESHEETS, ids=lambda file: file.name)
def test_colours_have_names_and_nothing_shouts(file: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", file.read_text(), flags=re.DOTALL)
    assert "!important" not in css
    if file.name != "tokens.css":
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsl\(|oklch\(", css) == []


def test_every_name_that_is_used_is_a_token() -> None:
    css = "".join(file.read_text() for file in STYLESHEETS)
    defined, used = set(re.findall(r"(--[\w-]+):", css)), set(re.findall(r"var\((--[\w-]+)", css))
    assert used - defined == set()
    assert defined - used == set()


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_a_vendored_file_is_what_the_manifest_says(entry: dict[str, str]) -> None:
    found = hashlib.sha384((VENDOR / entry["file"]).read_bytes()).digest()
    assert entry["sha384"] == f"sha384-{b64encode(found).decode()}"


def test_the_manifest_names_every_vendored_file() -> None:
    there = {file.relative_to(VENDOR).as_posix() for file in VENDOR.rglob("*") if file.is_file()}
    assert there == {entry["file"] for entry in MANIFEST} | {"manifest.json"}


def test_every_vendored_package_is_pinned_and_brings_its_licence() -> None:
    pinned = json.loads((ROOT / "scripts/vendor/package.json").read_text())["dependencies"]
    assert {entry["package"]: entry["version"] for entry in MANIFEST} == pinned
    folders = {entry["file"].partition("/")[0] for entry in MANIFEST}
    assert all((VENDOR / folder / "LICENSE").is_file() for folder in folders)
