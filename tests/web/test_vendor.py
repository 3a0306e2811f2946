"""What others made is what it says it is, and every icon that is named is there."""

import hashlib
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from web import catalogues
from web.squeezed import squeezed

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


def test_the_letters_of_all_japanese_sentences_and_weekdays_are_in_the_font_of_the_pages() -> None:
    said = "".join(str(one.string) for one in catalogues.catalogue("ja")) + "月火水木金土日"
    needed = {one for one in said if "\u3000" <= one <= "\u9fff"}
    with TTFont(VENDOR / "noto-sans-jp.woff2") as font:
        assert len(needed) > 500
        assert needed - {chr(one) for one in font.getBestCmap()} == set()


def test_every_icon_that_is_named_is_in_the_sprite_and_no_other() -> None:
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (WEB / "static" / "icons.svg").read_text()))
    files = [*WEB.glob("templates/**/*.html"), *WEB.glob("**/*.py")]
    scripts = [*(WEB / "static" / "js").glob("*.js")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in (*files, *scripts))
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


STATIC = WEB / "static"
SHEET = re.compile(r"css/([a-z_]+)\.css")
SCRIPT = re.compile(r"js/([a-z_]+)\.js")
NAMED = re.compile(r"{% for (?:sheet|script) in \(([^)]*)\)")


def carried(path: Path) -> int:
    """Bytes of a file as it goes over the network."""
    content = path.read_bytes()
    return len(content if path.suffix == ".woff2" else squeezed(content))


def weight_of(template: Path) -> int:
    """Bytes of the sheets and scripts that a template asks for."""
    text = template.read_text(encoding="utf-8")
    named = set(re.findall(r'"([a-z_]+)"', " ".join(NAMED.findall(text))))
    sheets, scripts = named | set(SHEET.findall(text)), named | set(SCRIPT.findall(text))
    parts = [STATIC / "css" / f"{name}.css" for name in sheets]
    parts += [STATIC / "js" / f"{name}.js" for name in scripts]
    return sum(carried(path) for path in parts if path.exists())


def test_a_page_weighs_less_than_two_hundred_and_thirty_kilobytes() -> None:
    parts = [STATIC / "icons.svg", VENDOR / "htmx.min.js", VENDOR / "archivo-latin.woff2"]
    parts += [VENDOR / "courier-prime-latin.woff2", VENDOR / "courier-prime-latin-bold.woff2"]
    base = sum(carried(path) for path in parts) + weight_of(WEB / "templates" / "base.html")
    pages = {page: weight_of(page) for page in WEB.glob("templates/*/*.html")}
    heaviest = max(pages, key=lambda page: pages[page])
    assert pages[heaviest] > 10_000
    assert base + pages[heaviest] < 230 * 1024, heaviest
