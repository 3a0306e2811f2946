"""Scene numbers that stay once a mentor has signed the script. Pure.

Slates, shot lists and call sheets name scenes by number, so a number is given away once. A scene
that is put in after 3 becomes 3A, then 3B (no I, no O: on a slate they read as 1 and 0). One that
is put in before scene 1 becomes 0A: the A1 of big productions has no place on a slate that begins
with figures, and 0A still comes before 1 wherever names are sorted. One behind the last scene goes
on counting. A scene that is taken out stays as OMITTED, its words kept in a boneyard, and gets its
number back when it returns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind, Scene, Screenplay
from pipeline.fountain.breakdown import parts_of
from pipeline.fountain.headings import is_omitted
from pipeline.fountain.matching import Part, matched
from pipeline.fountain.numbering import slate_number, whole_of, with_letter
from pipeline.fountain.scene_parts import known_by
from pipeline.fountain.write import write

OMITTED: Final = "OMITTED"


def freeze(elements: Sequence[Element], frozen: Screenplay) -> tuple[Element, ...]:
    """Return the elements, their headings numbered as those of the signed screenplay were."""
    parts = parts_of(elements)
    before = elements[: len(elements) - sum(map(len, parts))]
    old = list(zip(frozen.scenes, parts_of(frozen.elements), strict=True))
    return (*before, *_Numbering(old=old, new=parts).elements())


@dataclass(slots=True, kw_only=True)
class _Numbering:
    """The signed scenes and the new ones."""

    old: list[tuple[Scene, list[Element]]]
    new: list[list[Element]]
    taken: set[str] = field(default_factory=set)

    def elements(self) -> Iterator[Element]:
        kept = self.kept()
        gone = self.gone_behind(set(kept.values()))
        self.taken = {scene.number for scene, _ in self.old}
        end = max(kept, default=-1)
        last, line, waiting = "", 1, gone.get("", [])
        for place, part in enumerate(self.new):
            if place in kept or place > end:
                yield from self.omitted(waiting, line=line)
                waiting = []
            number = kept.get(place) or self.new_number(part, last, at_end=place > end)
            if number:
                yield replace(part[0], scene_number=number)
                yield from part[1:]
                waiting = waiting + gone.get(number, [])
                last, line = number, part[-1].line
        yield from self.omitted(waiting, line=line)

    def kept(self) -> dict[int, str]:
        """Return the place of each new scene that is an old one, and its number."""
        kept: dict[int, str] = {}
        for omitted in (False, True):
            old = [pair for pair in self.old if pair[0].omitted is omitted]
            known = [known_by(part, scene.number) for scene, part in old]
            places = [place for place in range(len(self.new)) if place not in kept]
            new = [known_by(self.new[place], _written(self.new[place])) for place in places]
            for place, one, pair in zip(places, new, matched(known, new), strict=True):
                if pair is not None and (not omitted or _is_back(known[pair], one)):
                    kept[place] = old[pair][0].number
        return kept

    def gone_behind(self, kept: set[str]) -> dict[str, list[int]]:
        """Return the old scenes that are gone, by the number of the kept one they stood behind."""
        gone: dict[str, list[int]] = {}
        last = ""
        for place, (scene, _) in enumerate(self.old):
            if scene.number in kept:
                last = scene.number
            else:
                gone.setdefault(last, []).append(place)
        return gone

    def new_number(self, part: Sequence[Element], last: str, *, at_end: bool) -> str:
        """Return the number of a scene that is new, or "" for an OMITTED of no old scene."""
        if is_omitted(part[0].text):
            return ""
        number = _written(part)
        if not number or number in self.taken:
            number = "" if at_end else with_letter(whole_of(last or "0"), self.taken)
            number = number or str(1 + max(map(whole_of, {"0", *self.taken})))
        self.taken.add(number)
        return number

    def omitted(self, places: Sequence[int], *, line: int) -> Iterator[Element]:
        """Return the headings of scenes that are gone, with what they were."""
        for place in places:
            scene, part = self.old[place]
            yield Element(
                kind=ElementKind.SCENE_HEADING,
                text=OMITTED,
                forced=True,
                scene_number=scene.number,
                line=line,
            )
            if scene.omitted:
                yield from (replace(one, line=line) for one in part[1:])
            else:
                words = [one for one in part if one.kind is not ElementKind.BONEYARD]
                text = write(words).strip().replace("*/", "* /")
                yield Element(kind=ElementKind.BONEYARD, text=text, line=line)


def _written(part: Sequence[Element]) -> str:
    return slate_number(part[0].scene_number)


def _is_back(omitted: Part, new: Part) -> bool:
    """Whether an omitted scene has returned, and it is not another scene in the same place."""
    return omitted.number == new.number or bool({*omitted.lines} & {*new.lines})
