"""The catalogues: which sentences there are to translate, and the compiled files beside them.

`python -m web.catalogues` reads every sentence from the code and the templates, keeps the
translations there are, adds new sentences empty, drops the unused, and compiles. The sentences of
the pipeline are read with it: errors and findings are templates with named values for this reason.
"""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from pipeline.documents.film_stages import ALWAYS
from pipeline.stage_facts import STAGE_TABLE

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "web" / "translations"
LANGUAGES: Final = ("fr", "ja", "ar")
"""English is the language of the code and needs none."""

_OF_SITE: Final = [
    ("*.py", "python"),
    ("blueprints/*.py", "python"),
    ("templates/**.html", "jinja2"),
]
Sentence = str | tuple[str, ...]
"""A sentence, or its singular and plural."""

_ERRORS: Final[dict[str, Any]] = {
    name: None
    for name in (
        *("CannotRead", "Refused", "MovedOn", "NotFound", "MissingProgram", "WorkFailed"),
        *("NoRoom", "TooLarge", "TooMany", "Misspoken", "LeftOut"),
    )
}
_OF_A_TERMINAL: Final = re.compile(
    r"pipeline/(commands/.*|film|settings|secret_key|records/copying)\.py"
    r"|workers/(__main__|queue)\.py"
)
"""Files that speak to who starts Claquette, in English."""
_TELLING: Final = (
    *(
        "editing/*.py",
        "timeline/*.py",
        "timeline/interchange/*.py",
        "rushes/*.py",
        "files/*.py",
        "arrivals.py",
        "desk.py",
    ),
    *("gathering.py", "receiving.py"),
    *("media/ffmpeg.py", "media/safety.py", "media/voice.py"),
    *("render/edges.py", "render/film_sync.py", "render/qc.py"),
)
"""The parts of the pipeline that keep their sentences in tables: every sentence in them is read."""
_SENTENCE: Final = re.compile(r"[A-Z“%][^\\]* [^\\]*[.?!]")
_VALUE: Final = re.compile(r"%\(\w+\)s")
_LETTERS: Final = re.compile(r"[a-z]{2}")
_CODE: Final = re.compile(r"[A-Z][A-Z0-9_]*")
"""How a check is called; the sentence of a finding is its third value, after code and place."""
_WATCHING: Final = frozenset({"progress", "tell"})
"""What says how far a run is; its last value says what is being done."""
_NOT_OF_PAGES: Final = ("serve.py", "site.py", "__main__.py", "catalogues.py")
"""Files of the command line: a terminal speaks English."""


def _extracted(
    folder: Path, methods: list[tuple[str, str]], keywords: dict[str, Any]
) -> Iterator[Sentence]:
    for file, _line, words, _comments, _context in extract_from_dir(
        str(folder), methods, {}, keywords, strip_comment_tags=True
    ):
        if file not in _NOT_OF_PAGES:
            yield words


def sentences() -> dict[str, Sentence]:
    """Return every sentence that people read, by its English text; plurals by their singular."""
    keywords = {**DEFAULT_KEYWORDS, **_ERRORS, "lazy_gettext": None}
    found: dict[str, Sentence] = {}
    for words in _extracted(ROOT / "web", _OF_SITE, keywords):
        found[words if isinstance(words, str) else words[0]] = words
    pipeline = ROOT / "pipeline"
    found.update({text: text for folder in (pipeline, ROOT / "workers") for text in _said(folder)})
    found.update({text: text for text in _told(pipeline)})
    found.update({why: why for why in ALWAYS.values()})
    for stage in STAGE_TABLE:
        found.update({question: question for question in stage.checklist})
    return {text: words for text, words in found.items() if text}


def _said(folder: Path) -> Iterator[str]:
    """Yield the sentences of errors and findings, and what runs say of themselves."""
    for path in sorted(folder.rglob("*.py")):
        if not _OF_A_TERMINAL.fullmatch(path.relative_to(ROOT).as_posix()):
            calls = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            yield from (text for one in calls if isinstance(one, ast.Call) for text in _words(one))


def _words(call: ast.Call) -> Iterator[str]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    given = [one.value if isinstance(one, ast.Constant) else None for one in call.args]
    if name in _ERRORS:
        place = 0
    elif name in _WATCHING:
        place = len(given) - 1
    elif given and isinstance(given[0], str) and _CODE.fullmatch(given[0]):
        place = 2
    else:
        return
    text = given[place] if 0 <= place < len(given) else None
    if isinstance(text, str) and _LETTERS.search(_VALUE.sub("", text)):
        yield text


def _told(folder: Path) -> Iterator[str]:
    """Yield what looks like a sentence in the code, docstrings left out."""
    for path in (path for pattern in _TELLING for path in sorted(folder.glob(pattern))):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and id(node) not in said and _SENTENCE.fullmatch(text):
                yield text


_UNDATED: Final = datetime(2026, 8, 1, tzinfo=UTC)
"""A fixed date in the header: a renewal without news changes no file."""


def path_of(language: str) -> Path:
    """Return the file of a language's catalogue."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def catalogue(language: str) -> Catalog:
    """Return a language's catalogue as it is."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def renewed(language: str) -> Catalog:
    """Return a language's catalogue with exactly the sentences there are now."""
    old = catalogue(language)
    new = Catalog(locale=language, project="Claquette", fuzzy=False, creation_date=_UNDATED)
    for text, words in sorted(sentences().items()):
        known = old.get(text)
        new.add(words, known.string if known else "")
    return new


def holes(language: str) -> list[str]:
    """Return the sentences that a language has no translation for."""
    known = catalogue(language)
    return [text for text in sentences() if not _is_whole(known, text)]


def _is_whole(known: Catalog, text: str) -> bool:
    message = known.get(text)
    if message is None:
        return False
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(strings)


def renew() -> None:
    """Write all catalogues and compile them."""
    for language in LANGUAGES:
        new = renewed(language)
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            write_po(target, new, omit_header=False, no_location=True, width=100)
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, new)


if __name__ == "__main__":
    renew()
