"""Script: one file of text becomes the screenplay, on paper, on the phone, and broken down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from pipeline.bench import Bench, Files, Inputs
from pipeline.documents.json import from_json, to_json
from pipeline.documents.report import Report, report_from
from pipeline.documents.screenplay import Element, ElementKind, Guess, Screenplay
from pipeline.errors import Cancelled, CannotRead
from pipeline.fountain.breakdown import breakdown_of, screenplay_of
from pipeline.fountain.checks import check_screenplay
from pipeline.fountain.checks import facts_of as figures_of
from pipeline.fountain.fdx import elements_of_fdx
from pipeline.fountain.fdx_write import fdx_of
from pipeline.fountain.freezing import freeze
from pipeline.fountain.html import html_of
from pipeline.fountain.parse import parse
from pipeline.fountain.plain_text import elements_of_plain_text
from pipeline.fountain.starter import starter_script
from pipeline.fountain.text import is_encoding_sure, text_of
from pipeline.fountain.write import write
from pipeline.paper.face import page_face
from pipeline.paper.screenplay import screenplay_pdf
from pipeline.stage_facts import StageFacts, facts_of

MOST_SCENES: Final = 2000
SCRIPT: Final = "script.fountain"
SCREENPLAY: Final = "screenplay.json"

_FACTS: Final = facts_of("script")


@dataclass(frozen=True, slots=True)
class ScriptStage:
    """The first stage."""

    facts: StageFacts = _FACTS
    name: str = _FACTS.name
    needs: tuple[str, ...] = _FACTS.needs
    accepts: tuple[str, ...] = _FACTS.accepts
    queue: str = _FACTS.queue
    checklist: tuple[str, ...] = _FACTS.checklist

    def draft(self, inputs: Inputs, bench: Bench) -> None:
        """Write one short scene that shows how each thing is written."""
        (bench.into / SCRIPT).write_text(starter_script(inputs.project), encoding="utf-8")

    def read(self, files: Files, inputs: Inputs) -> Screenplay:
        """Return the screenplay of the one script. Raise CannotRead."""
        scripts = [name for name in files if _suffix(name) in self.accepts]
        if len(scripts) != 1:
            raise CannotRead(
                "Send one script: a file that ends in .fountain, .txt or .fdx. Here are %(count)s.",
                count=len(scripts),
            )
        name = scripts[0]
        content = files[name].path.read_bytes()
        elements, guesses = _elements(content, name)
        scenes = sum(one.kind is ElementKind.SCENE_HEADING for one in elements)
        if scenes > MOST_SCENES:
            raise CannotRead(
                "%(name)s has %(count)s scenes; at most %(most)s can be read. Send one film only.",
                name=name,
                count=scenes,
                most=MOST_SCENES,
            )
        return replace(
            screenplay_of(_frozen(elements, inputs)),
            guesses=guesses,
            is_encoding_sure=_suffix(name) == ".fdx" or is_encoding_sure(content),
        )

    def check(self, document: Screenplay, inputs: Inputs) -> Report:
        """Judge length, number of scenes, names, headings and cues."""
        return report_from(check_screenplay(document, inputs.project), figures_of(document))

    def make(self, document: Screenplay, files: Files, inputs: Inputs, bench: Bench) -> Report:
        """Write the screenplay as JSON, Fountain, PDF, FDX and for the phone, and its breakdown."""
        project = inputs.project
        products: tuple[tuple[str, Callable[[], str | bytes]], ...] = (
            (SCREENPLAY, lambda: to_json(document)),
            (SCRIPT, lambda: write(document.elements)),
            ("breakdown.json", lambda: to_json(breakdown_of(document, project.cast))),
            ("script.html", lambda: html_of(document, language=project.language)),
            ("script.fdx", lambda: fdx_of(document)),
            ("script.pdf", lambda: screenplay_pdf(document)),
            ("page.png", lambda: page_face(document)),
        )
        for place, (name, product) in enumerate(products):
            if bench.watch.cancelled():
                raise Cancelled("The work on the script was stopped.")
            bench.watch.progress(place / len(products), "Typing the screenplay")
            made = product()
            (bench.into / name).write_bytes(made.encode() if isinstance(made, str) else made)
        bench.watch.progress(1.0, "Typing the screenplay")
        return Report()


def _elements(content: bytes, name: str) -> tuple[Sequence[Element], tuple[Guess, ...]]:
    """Return the elements of a file, and what had to be guessed."""
    if _suffix(name) == ".fdx":
        return elements_of_fdx(content, name=name), ()
    text = text_of(content, name=name)
    return elements_of_plain_text(text) if _suffix(name) == ".txt" else (parse(text), ())


def _frozen(elements: Sequence[Element], inputs: Inputs) -> Sequence[Element]:
    """Return the elements with the scene numbers of the version that was signed off, if any."""
    signed = inputs.signed.get(SCREENPLAY)
    if signed is None:
        return elements
    return freeze(elements, from_json(signed.path.read_bytes(), Screenplay))


def _suffix(name: str) -> str:
    return PurePosixPath(name.lower()).suffix


STAGE: Final = ScriptStage()
