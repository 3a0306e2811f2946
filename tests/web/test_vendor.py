"""What others made is what it says it is, and every icon that is named is there."""

import hashlib
import re
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "web"
VENDOR = WEB / "static" / "vendor"
LISTED = re.findall(
    r"^\| ([\w.-]+) \| .* \| ([0-9a-f]{64}) \|$", (VENDOR / "VENDOR.md").read_text(), re.MULTILINE
)


@pytest.mark.parametrize(("name", "digest"), LISTED)
def test_a_vendored_file_has_the_digest_of_its_list(name: str, digest: str) -> None:
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest


def test_every_vendored_file_is_in_the_list() -> None:
    files = {path.name for path in VENDOR.iterdir() if path.suffix in {".js", ".woff2"}}
    assert files == {name for name, _ in LISTED}


def test_every_icon_that_is_named_is_in_the_sprite_and_no_other() -> None:
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (WEB / "static" / "icons.svg").read_text()))
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("templates", ".")
        for path in (WEB / folder).glob("**/*.html" if folder == "templates" else "*.py")
    )
    quoted = set(re.findall(r'"([a-z][a-z0-9-]*)"', text))
    named = set(re.findall(r'icon\("([a-z0-9-]+)"', text))
    named |= set(re.findall(r'Word\(_\(.*\), "([a-z0-9-]+)"\)', text))
    assert named - sprite == set()
    assert sprite - quoted == set()


def test_the_styles_use_colours_only_through_their_names() -> None:
    allowed = {"tokens.css", "print.css"}
    for sheet in (WEB / "static" / "css").glob("*.css"):
        if sheet.name not in allowed:
            text = sheet.read_text(encoding="utf-8")
            assert not re.search(
                r"(?:left|right):|margin-(?:left|right)|text-align: (?:left|right)", text
            )


def test_a_page_weighs_less_than_three_hundred_kilobytes() -> None:
    parts = [*(WEB / "static" / "css").glob("*.css"), *(WEB / "static" / "js").glob("*.js")]
    parts += [WEB / "static" / "icons.svg", VENDOR / "htmx.min.js", VENDOR / "archivo-latin.woff2"]
    parts += [VENDOR / "courier-prime-latin.woff2", VENDOR / "courier-prime-latin-bold.woff2"]
    assert sum(path.stat().st_size for path in parts) < 300_000
