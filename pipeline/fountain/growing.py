"""The list of elements while a script is read: the last one may still grow. Pure."""

from dataclasses import dataclass, field, replace

from pipeline.documents.screenplay import Element
from pipeline.fountain.source import Line


@dataclass(slots=True)
class Growing:
    """The elements so far; holds the open one, and the notes that wait for its end."""

    elements: list[Element]
    open: Element | None = None
    """Begun on its first line; its text is in `texts`."""
    texts: list[str] = field(default_factory=list)
    asides: list[Element] = field(default_factory=list)
    in_speech: bool = False
    last_cue: int | None = None
    """The place of the cue of the last speech, while nothing but notes came after it."""

    def add(self, element: Element, line: Line) -> None:
        """Add an element of one line."""
        self.close()
        self.last_cue = None
        self.elements += (element, *line.annotations)

    def grow(self, begun: Element, line: Line) -> None:
        """Add a line to the open element of the same kind, or open a new one."""
        if self.open is None or self.open.kind is not begun.kind:
            self.close()
            self.open = begun
        self.texts.append(begun.text)
        self.asides += line.annotations

    def begin_speech(self, cue: Element, line: Line, *, beside: bool) -> None:
        """Add a cue; one that speaks beside the speech before pairs with its cue."""
        self.close()
        before, self.last_cue = self.last_cue, len(self.elements)
        if beside and before is not None and not self.elements[before].dual:
            self.elements[before] = replace(self.elements[before], dual="left")
            cue = replace(cue, dual="right")
        self.elements += (cue, *line.annotations)
        self.in_speech = True

    def end_speech(self) -> None:
        """Close what is said; what follows is said by nobody."""
        self.close()
        self.in_speech = False

    def close(self) -> None:
        """End the open element; what was noted inside comes after it."""
        text = "\n".join(self.texts)
        if self.open is not None and text.strip():
            self.elements.append(replace(self.open, text=text.rstrip()))
            if not self.in_speech:
                self.last_cue = None
        self.elements += self.asides
        self.open, self.texts, self.asides = None, [], []
