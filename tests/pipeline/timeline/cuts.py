"""Cuts by lot, each one possible."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from pipeline.documents.cut import (
    Cut,
    CutBin,
    CutItem,
    CutSound,
    CutTitle,
    CutTrack,
    Footage,
    ItemKind,
)
from pipeline.documents.edit import SoundRole
from pipeline.editing.cut_checks import must_be_sound
from pipeline.editing.cut_rules import settled
from pipeline.timeline.cutting_items import Frame
from pipeline.timeline.cutting_pieces import Sources
from pipeline.timeline.references import known_names

A, B, C = "S01_P01_T01", "S01_P02_T01", "S02_P01_T03"
BIN = CutBin(
    takes={
        A: Footage(frames=60, file="IMG_1.MOV"),
        B: Footage(frames=41, file="IMG_2.MOV"),
        C: Footage(frames=50, has_sound=False, file="IMG_2.MOV"),
    },
    sounds={"song.wav": Footage(frames=200)},
)
KNOWN = known_names({**{name: (one.file,) for name, one in BIN.takes.items()}, "song.wav": ()})
RATES = (Fraction(25), Fraction(24), Fraction(30000, 1001))


def sources(rate: Fraction) -> Sources:
    return Sources(bin=BIN, known=KNOWN, rate=rate)


def film(cut: Cut) -> Frame:
    return Frame(name=cut.name, rate=cut.frame_rate, width=cut.width, height=cut.height)


@st.composite
def items(draw: st.DrawFn, number: int) -> CutItem:
    kind = draw(st.sampled_from([ItemKind.TAKE] * 5 + [ItemKind.GAP, ItemKind.TITLE]))
    small = st.sampled_from([0, 0, 0, 1, 2, 5, 8, 13])
    dressed: dict[str, Any] = {
        "dissolve_frames": draw(small),
        "fade_in_frames": draw(small),
        "fade_out_frames": draw(small),
        "sound_offset": draw(st.sampled_from([0, 0, 0, -30, -7, -1, 1, 6, 30])),
    }
    if kind is not ItemKind.TAKE:
        text = draw(st.sampled_from(["One", "Two\nlines"])) if kind is ItemKind.TITLE else ""
        frames = draw(st.integers(1, 30))
        return CutItem(id=f"i{number}", kind=kind, frames=frames, text=text, **dressed)
    take = draw(st.sampled_from([A, B, C]))
    first = draw(st.integers(0, BIN.takes[take].frames - 1))
    frames = draw(st.integers(1, BIN.takes[take].frames - first))
    return CutItem(
        id=f"i{number}",
        kind=kind,
        frames=frames,
        take=take,
        in_frame=first,
        gain_db=draw(st.sampled_from([0.0, -6.0, 2.5])),
        muted=draw(st.sampled_from([False, False, False, True])),
        **dressed,
    )


@st.composite
def sounds(draw: st.DrawFn, name: str) -> CutSound:
    media = draw(st.sampled_from(["song.wav", A]))
    first = draw(st.integers(0, 30))
    return CutSound(
        id=name,
        media=media,
        start_frame=draw(st.integers(0, 150)),
        frames=draw(st.integers(1, 30)),
        in_frame=first,
        gain_db=draw(st.sampled_from([0.0, -3.0])),
        fade_in_frames=draw(st.sampled_from([0, 5])),
        fade_out_frames=draw(st.sampled_from([0, 40])),
    )


@st.composite
def cuts(draw: st.DrawFn, most: int = 6) -> Cut:
    count = draw(st.integers(1, most))
    titles = tuple(
        CutTitle(
            id=f"t{n}",
            text="Over",
            start_frame=draw(st.integers(0, 120)),
            frames=draw(st.integers(1, 20)),
            fade_frames=draw(st.sampled_from([0, 3])),
        )
        for n in range(draw(st.integers(0, 2)))
    )
    tracks = tuple(
        CutTrack(
            id=f"k{n}",
            name=f"Track {n}",
            role=draw(st.sampled_from(list(SoundRole))),
            gain_db=draw(st.sampled_from([0.0, -6.0])),
            muted=draw(st.booleans()),
            sounds=tuple(draw(sounds(f"s{n}{m}")) for m in range(draw(st.integers(0, 3)))),
        )
        for n in range(draw(st.integers(0, 2)))
    )
    cut = Cut(
        name="The Kite",
        frame_rate=draw(st.sampled_from(RATES)),
        width=320,
        height=180,
        items=tuple(draw(items(n)) for n in range(count)),
        titles=titles,
        tracks=tracks,
    )
    possible = settled(cut, BIN)
    must_be_sound(possible, BIN)
    return possible
