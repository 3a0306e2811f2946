"""The list of elements while a script is read: the last one may still grow. Pure."""

from dataclasses import dataclass, field, replace

from pipeline.documents.screenplay import Element, ElementKind
from pipeline.fountain.source import Line


@dataclass(slots=True)
class Growing:
    """The elements so far; holds the open one, and the notes that wait for its end."""

    elements: list[Element]
    kinds: list[ElementKind | None]
    """What stands on each line of the source; the first line has the index 1."""
    open: ElementKind | None = None
    """The kind of the open element; its text is in `texts`."""
    first: Line | None = None
    """The line on which the open element began."""
    forced: bool = False
    """Whether the open element is what it is by its mark."""
    texts: list[str] = field(default_factory=list)
    asides: list[Element] = field(default_factory=list)
    in_speech: bool = False
    last_cue: int | None = None
    """The place of the cue of the last speech, while nothing but notes came after it."""

    def add(self, element: Element, line: Line) -> None:
        """Add an element of one line."""
        self.close()
        self.last_cue = None
        self.kinds[line.line] = element.kind
        self.elements.append(element)
        self.elements += line.annotations

    def grow(self, kind: ElementKind, text: str, line: Line, *, forced: bool = False) -> None:
        """Add a line to the open element of the same kind, or open a new one."""
        if self.open is not kind:
            self.close()
            self.open, self.first, self.forced = kind, line, forced
        self.kinds[line.line] = kind
        self.texts.append(text)
        self.asides += line.annotations

    def begin_speech(self, cue: Element, line: Line, *, beside: bool) -> None:
        """Add a cue; one that speaks beside the speech before pairs with its cue."""
        self.close()
        before, self.last_cue = self.last_cue, len(self.elements)
        if beside and before is not None and not self.elements[before].dual:
            self.elements[before] = replace(self.elements[before], dual="left")
            cue = replace(cue, dual="right")
        self.kinds[line.line] = cue.kind
        self.elements.append(cue)
        self.elements += line.annotations
        self.in_speech = True

    def end_speech(self) -> None:
        """Close what is said; what follows is said by nobody."""
        self.close()
        self.in_speech = False

    def close(self) -> None:
        """End the open element; what was noted inside comes after it."""
        if self.open is not None and self.first is not None:
            self.end_open(self.open, self.first)
        if self.asides:
            self.elements += self.asides
            self.asides = []

    def end_open(self, kind: ElementKind, first: Line) -> None:
        """Keep the open element, unless it turns out empty."""
        text = "\n".join(self.texts).rstrip()
        if text:
            line, column, forced = first.line, first.column, self.forced
            one = Element(kind=kind, text=text, line=line, column=column, forced=forced)
            self.elements.append(one)
            if not self.in_speech:
                self.last_cue = None
        self.open, self.first, self.texts = None, None, []
