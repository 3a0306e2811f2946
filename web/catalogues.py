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
_OF_PEOPLE: Final = [
    (name, "python")
    for name in (
        *("access.py", "checklists.py", "credit_names.py", "follow_up.py", "groups.py"),
        *("guards.py", "log_in_cards.py", "members.py", "review.py", "running.py"),
        *("sign_off.py", "watching.py", "workflow.py", "workshop_stages.py", "workshops.py"),
    )
]
"""The parts of the pipeline that answer people on the pages."""
_OF_STAGES: Final = [
    (name, "python")
    for name in (
        *("fountain/*.py", "shots/*.py", "media/pictures.py", "stages/*.py"),
        *("documents/*.py", "render/*.py", "delivery/*.py"),
    )
]
"""The parts of the pipeline whose findings people read in their own language."""
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
    *("render/film_sync.py", "render/qc.py"),
)
"""The parts of the pipeline that keep their sentences in tables: every sentence in them is read."""
_SENTENCE: Final = re.compile(r"[A-Z“%][^\\]* [^\\]*[.?!]")
_FINDINGS: Final[dict[str, Any]] = {"blocker": (3,), "warning": (3,)}
"""The sentence of a finding is its third value, after its code and its place."""
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
    for words in (
        *_extracted(pipeline, _OF_PEOPLE, _ERRORS),
        *_extracted(pipeline, _OF_STAGES, _ERRORS | _FINDINGS),
    ):
        found[words if isinstance(words, str) else words[0]] = words
    found.update({text: text for text in _told(pipeline)})
    found.update({why: why for why in ALWAYS.values()})
    for stage in STAGE_TABLE:
        found.update({question: question for question in stage.checklist})
    return {text: words for text, words in found.items() if text}


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
