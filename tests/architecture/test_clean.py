"""What must not stand in a file that everybody gets."""

import re

from tests.architecture.tree import name_of, tracked

PICTURES_AND_FONTS = {".png", ".jpg", ".ico", ".woff2", ".ttf", ".otf", ".mo"}
LARGEST_BYTES = 400_000
FORBIDDEN = {
    "a path of one machine": re.compile(r"(?<![\w.])/(?:home|Users|root|work|mnt)/\w"),
    "the address of a package registry": re.compile(
        "index"
        + "-url|"
        + "|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org", "npmjs" + r"\.org"))
    ),
    "an unfinished mark": re.compile(
        "# *(?:TO" + "DO|FIX" + "ME|XX" + "X)|NotImplemented" + "Error"
    ),
}


def test_no_file_names_a_machine_or_a_registry_or_is_unfinished() -> None:
    found = []
    for path in tracked():
        if path.suffix in PICTURES_AND_FONTS or "vendor" in path.parts:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [
            f"{name_of(path)}: {what}: {hit[0]}"
            for what, pattern in FORBIDDEN.items()
            if (hit := pattern.search(text))
        ]
    assert found == []


def test_no_large_file_but_fonts_is_kept() -> None:
    large = [
        name_of(path)
        for path in tracked()
        if path.stat().st_size > LARGEST_BYTES and path.suffix not in {".ttf", ".otf", ".woff2"}
    ]
    assert large == []


def test_the_locks_hold_names_versions_and_hashes_only() -> None:
    line = re.compile(r"#.*|[a-z0-9-]+==\S+(?: ; .*)? \\|    --hash=sha256:[0-9a-f]{64}(?: \\)?")
    for path in tracked():
        if path.suffix == ".lock":
            wrong = [text for text in path.read_text().splitlines() if not line.fullmatch(text)]
            assert wrong == [], path.name


def test_no_test_is_skipped_for_want_of_what_the_locks_install() -> None:
    asks = "importor" + "skip("
    skipping = [
        name_of(path)
        for path in tracked()
        if path.suffix == ".py" and asks in path.read_text(encoding="utf-8")
    ]
    assert skipping == []
