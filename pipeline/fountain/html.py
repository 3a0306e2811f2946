"""A screenplay as a page for the phone. Pure; every word of the script is escaped.

The page needs nothing from elsewhere. Each paragraph finds its own direction, so that an Arabic
line stands right in an English script.
"""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind, Screenplay
from pipeline.fountain.emphasis import runs_of

_STYLE: Final = """
:root{--paper:#f6f1e6;--ink:#1c1a17;--faint:#746c5f;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--paper:#191714;--ink:#ece5d8;--faint:#9a9182}}
body{background:var(--paper);color:var(--ink);margin:0;
font:17px/1.45 "Courier Prime","Courier New",monospace}
main{max-width:36em;margin:0 auto;padding:1.5em 1.1em 4em}
body::before{content:"";display:block;height:14px;
background:repeating-linear-gradient(115deg,var(--ink) 0 26px,var(--paper) 26px 52px)}
header{text-align:center;margin:1em 0 2.5em}h1{font-size:1.5em;margin:0 0 .4em}
h2{font-size:1em;margin:2.2em 0 .8em;border-top:1px solid;padding-top:.8em}
h2 b{float:inline-end;color:var(--faint)}
p{margin:0 0 1em;white-space:pre-line;overflow-wrap:anywhere}
.character{margin:1.2em 0 0;padding-inline-start:30%}
.parenthetical{margin:0;padding-inline-start:20%}
.dialogue,.spoken.lyrics{margin:0;padding-inline:10%}
:is(.dialogue,.spoken,.parenthetical)+:is(.action,.transition,.centered,.lyrics:not(.spoken)){
margin-top:1em}
.transition{text-align:end}.centered,.lyrics{text-align:center}.lyrics{font-style:italic}
.spoken.lyrics{text-align:start}.section{color:var(--faint)}.synopsis{color:var(--faint)}
"""

_PRINTED: Final = frozenset(ElementKind) - {
    ElementKind.TITLE_PAGE,
    ElementKind.NOTE,
    ElementKind.BONEYARD,
    ElementKind.PAGE_BREAK,
}
_SPEECH: Final = (ElementKind.CHARACTER, ElementKind.PARENTHETICAL, ElementKind.DIALOGUE)
_TAGS: Final = {"b": "strong", "i": "em", "u": "u"}


def html_of(screenplay: Screenplay, *, language: str) -> str:
    """Return a whole page."""
    numbers = iter(scene.number for scene in screenplay.scenes)
    body = "\n".join(_body(screenplay.elements, numbers))
    title = escape(screenplay.title or "—")
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"{_title_page(screenplay)}\n{body}\n</main>\n</body>\n</html>\n"
    )


def _title_page(screenplay: Screenplay) -> str:
    rest = [
        f'<p dir="auto">{_marked(element.text)}</p>'
        for element in screenplay.elements
        if element.kind is ElementKind.TITLE_PAGE
        and element.key.casefold() not in ("title", "titre")
    ]
    title = f'<h1 dir="auto">{escape(screenplay.title)}</h1>' if screenplay.title else ""
    return "\n".join(["<header>", title, *rest, "</header>"])


def _body(elements: Iterable[Element], numbers: Iterator[str]) -> Iterator[str]:
    spoken = False
    for element in elements:
        if element.kind not in _PRINTED:
            continue
        text = _marked(element.text)
        if element.kind is ElementKind.SCENE_HEADING:
            number = next(numbers)
            yield f'<h2 id="scene-{number}" dir="auto"><b>{number}</b>{text}</h2>'
        else:
            sung = " spoken" if spoken and element.kind is ElementKind.LYRICS else ""
            yield f'<p class="{element.kind}{sung}" dir="auto">{text}</p>'
        spoken = element.kind in _SPEECH


def _marked(text: str) -> str:
    return "".join(_run(part, flags) for part, flags in runs_of(text))


def _run(text: str, flags: str) -> str:
    html = escape(text)
    for flag in flags:
        html = f"<{_TAGS[flag]}>{html}</{_TAGS[flag]}>"
    return html
