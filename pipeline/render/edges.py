"""The ends of a finished film: black and silence for a projector or a player to swallow (C53)."""

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.documents.report import Finding, warning
from pipeline.render.film_facts import FilmFacts, Stretch
from pipeline.render.mix_findings import clock

EDGE_S: Final = 0.5
"""A projector or a player may swallow so much of the beginning and the end."""
_SLACK_FRAMES: Final = 1.5

_NO_BLACK: Final[Mapping[str, str]] = {
    "beginning": "There is no half second of black at the beginning of the film. A projector may"
    " swallow a picture there.",
    "end": "There is no half second of black at the end of the film. A projector may swallow a"
    " picture there.",
}
_NO_SILENCE: Final[Mapping[str, str]] = {
    "beginning": "Something is heard in the first half second of the film. A player may swallow it:"
    " let the sound begin a little later.",
    "end": "Something is heard in the last half second of the film. A player may swallow it: let"
    " the sound end a little earlier.",
}


def edge_findings(facts: FilmFacts) -> Iterator[Finding]:
    """Yield each end of the film that has no black or no silence to lose."""
    end = float(facts.seconds)
    slack = _SLACK_FRAMES / float(facts.rate) if facts.rate else 0.0
    looked_for = [(facts.blacks, _NO_BLACK)]
    if facts.streams.audio_codec:
        looked_for.append((facts.silences, _NO_SILENCE))
    for name, place, edge in (
        ("beginning", clock(0.0), Stretch(slack, EDGE_S - slack)),
        ("end", clock(end), Stretch(end - EDGE_S + slack, end - slack)),
    ):
        for stretches, words in looked_for:
            if not any(one.begin <= edge.begin and one.end >= edge.end for one in stretches):
                yield warning("C53", place, words[name])
