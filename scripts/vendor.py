"""
Copies the few files of other projects that the pages need into static/vendor/, each with its licence.

    python scripts/vendor.py

`npm ci` installs exactly what scripts/vendor/package-lock.json names, into a folder that is thrown away. The font of
formulas is cut down by fonttools, which `uv` runs. The copies are committed; `static/vendor/manifest.json` states
package, version and SHA-384 of each, and a test compares them.
"""

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from base64 import b64encode
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
VENDOR = SCRIPTS.parent / "static" / "vendor"

MATHS = "noto-sans-math-subset.woff2"
COPIES = {
    "htmx.org": {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE"},
    "@fontsource-variable/inter": {"files/inter-latin-wght-normal.woff2": "inter-latin.woff2", "LICENSE": "LICENSE"},
    "@fontsource/noto-sans-math": {"files/noto-sans-math-latin-400-normal.woff2": MATHS, "LICENSE": "LICENSE"},
    "lucide-static": {"LICENSE": "LICENSE"},
}

FONTTOOLS = "fonttools[woff]==4.61.0"
SIGNS = (
    "U+20-7E,U+AC,U+B1,U+B7,U+D7,U+302-304,U+391-3F6,U+2016,U+2020,U+2026,U+2032,U+2061-2064,U+20D6,U+20D7,U+2102,U+210E,"
    "U+2113,U+2115,U+211D,U+2124,U+2190-2195,U+21A6,U+21D0-21D4,U+2200-220D,U+220F-2213,U+2217-221E,U+2223-222B,"
    "U+2236-223C,U+2243,U+2248,U+2260-2265,U+226A,U+226B,U+2282-2287,U+2295-2299,U+22A5,U+22C5,U+22EE-22F1,U+2308-230B,"
    "U+23DE,U+23DF,U+27E8,U+27E9,U+1D400-1D467,U+1D6A8-1D71B"
)
"""What formulas about networks are written in: letters, Greek, operators, brackets that stretch, arrows."""

ICONS = (
    "arrow-left-right",
    "arrow-right",
    "ban",
    "building-2",
    "check",
    "circle",
    "circle-dot",
    "circle-question-mark",
    "corner-down-right",
    "eye",
    "message-circle",
    "monitor",
    "moon",
    "search",
    "sun",
    "triangle-alert",
    "x",
)


def main() -> None:
    """Installs, copies and writes the manifest."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        modules = install(Path(folder))
        entries = [entry for package in COPIES for entry in vendor(modules, package)]
    (VENDOR / "manifest.json").write_text(json.dumps(entries, indent=2) + "\n")
    print(f"{len(entries)} files in {VENDOR}")


def install(folder: Path) -> Path:
    """`npm ci` without running any package's own scripts."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SCRIPTS / "vendor" / name, folder)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)
    return folder / "node_modules"


def vendor(modules: Path, package: str) -> list[dict[str, str]]:
    """Copies one package's files into NAME-VERSION/ and returns their manifest entries."""
    source = modules / package
    version = json.loads((source / "package.json").read_text())["version"]
    target = VENDOR / f"{package.rpartition('/')[2]}-{version}"
    target.mkdir(parents=True)
    for origin, name in COPIES[package].items():
        shutil.copy(source / origin, target / name)
    if MATHS in COPIES[package].values():
        keep_signs(target / MATHS)
    if package == "lucide-static":
        (target / "sprite.svg").write_text(sprite(source / "icons"))
    return [
        {"package": package, "version": version, "file": f"{target.name}/{file.name}", "sha384": digest(file)}
        for file in sorted(target.iterdir())
    ]


def keep_signs(font: Path) -> None:
    """Leaves only what formulas need in a font, its table of mathematical measures included: a sixth of its size."""
    subset = [
        "pyftsubset",
        font,
        f"--unicodes={SIGNS}",
        "--flavor=woff2",
        "--layout-features=*",
        f"--output-file={font}",
    ]
    subprocess.run(["uv", "tool", "run", "--from", FONTTOOLS, *subset], check=True)


def sprite(icons: Path) -> str:
    """One file with a `<symbol>` per icon; the page sets stroke and size."""
    symbols = [symbol(name, (icons / f"{name}.svg").read_text()) for name in ICONS]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def symbol(name: str, svg: str) -> str:
    """The shapes of one icon, without the attributes of its own `<svg>`."""
    shapes = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    if shapes is None:
        raise SystemExit(f"The icon {name} is no SVG any more.")
    return f'<symbol id="{name}" viewBox="0 0 24 24">{" ".join(shapes[1].split())}</symbol>'


def digest(file: Path) -> str:
    """SHA-384 in the form of subresource integrity: `sha384-…`."""
    return "sha384-" + b64encode(hashlib.sha384(file.read_bytes()).digest()).decode()


if __name__ == "__main__":
    main()
