"""The cases that the moves of the cutter are held to, here and in the browser.

`python -m tests.pipeline.editing.cut_cases` writes cut_moves.json anew; read what has changed.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

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
from pipeline.documents.json import from_json, to_json
from pipeline.editing.cut_moves import moved
from pipeline.errors import CannotRead

FILE = Path(__file__).with_name("cut_moves.json")
A, B, C = "S01_P01_T02", "S01_P02_T01", "S02_P01_T01"
BIN = CutBin(
    takes={
        A: Footage(frames=100, file="a.mp4"),
        B: Footage(frames=80, in_frame=10, out_frame=60, file="b.mp4"),
        C: Footage(frames=120, has_sound=False, file="c.mp4"),
    },
    sounds={"song.wav": Footage(frames=300), "bell.wav": Footage(frames=20)},
)


def take(id_: str, name: str, first: int, frames: int, **more: Any) -> CutItem:
    return CutItem(id=id_, kind=ItemKind.TAKE, take=name, in_frame=first, frames=frames, **more)


def cut(*items: CutItem, **more: Any) -> Cut:
    return Cut(name="The Kite", frame_rate=Fraction(25), width=320, height=180, items=items, **more)


def sound(id_: str, media: str, start: int, frames: int, **more: Any) -> CutSound:
    return CutSound(id=id_, media=media, start_frame=start, frames=frames, **more)


PLAIN = (take("i1", A, 10, 40), take("i2", B, 20, 30), take("i3", C, 30, 50))
BESIDE = {
    "titles": (
        CutTitle(id="t1", text="Monday", start_frame=5, frames=20, fade_frames=4),
        CutTitle(id="t2", text="Tuesday", start_frame=75, frames=25),
    ),
    "tracks": (
        CutTrack(
            id="k1",
            name="Music",
            role=SoundRole.MUSIC,
            gain_db=-6.0,
            sounds=(
                sound("s1", "song.wav", 0, 60, fade_in_frames=10, fade_out_frames=20),
                sound("s2", "bell.wav", 80, 20, gain_db=2.5),
                sound("s3", "song.wav", 130, 100, in_frame=100),
            ),
        ),
        CutTrack(id="k2", name="Steps", role=SoundRole.EFFECTS),
    ),
}
CUTS: dict[str, Cut] = {
    "empty": cut(),
    "titled": cut(
        *PLAIN,
        titles=(
            CutTitle(id="t1", text="One", start_frame=42, frames=10),
            CutTitle(id="t2", text="Two", start_frame=55, frames=10),
            CutTitle(id="t3", text="Three", start_frame=75, frames=10),
        ),
    ),
    "three": cut(*PLAIN),
    "beside": cut(*PLAIN, **BESIDE),
    "dressed": cut(
        take("i1", A, 10, 40, fade_in_frames=12, gain_db=-3.0),
        take("i2", B, 20, 30, dissolve_frames=9, sound_offset=-6),
        CutItem(id="i3", kind=ItemKind.GAP, frames=25),
        CutItem(id="i4", kind=ItemKind.TITLE, frames=50, text="The end\nof May", fade_in_frames=10),
        take("i5", A, 60, 40, sound_offset=8, fade_out_frames=15, muted=True),
    ),
}

Case = tuple[str, str, dict[str, Any]]
CASES: tuple[Case, ...] = (
    ("the first take of an empty cut", "empty", {"move": "add_take", "take": B}),
    ("a take at the end, trimmed to its useful frames", "three", {"move": "add_take", "take": B}),
    ("a take after an item", "three", {"move": "add_take", "take": A, "after": "i1"}),
    (
        "a take before the first moves what lies beside",
        "beside",
        {"move": "add_take", "take": A, "before": "i1", "in_frame": 5, "frames": 25},
    ),
    (
        "a take in the middle without ripple moves nothing beside",
        "beside",
        {"move": "add_take", "take": B, "after": "i1", "ripple": False},
    ),
    (
        "a take at the end moves nothing that waits beyond",
        "beside",
        {"move": "add_take", "take": B},
    ),
    (
        "a take before a dissolve makes it a plain cut",
        "dressed",
        {"move": "add_take", "take": B, "before": "i2"},
    ),
    ("an unknown take", "three", {"move": "add_take", "take": "S09_P09_T09"}),
    (
        "a take longer than it is",
        "three",
        {"move": "add_take", "take": A, "in_frame": 90, "frames": 20},
    ),
    ("a take under an id that is taken", "three", {"move": "add_take", "take": A, "id": "i2"}),
    ("a take under an id of the page", "three", {"move": "add_take", "take": A, "id": "x-7"}),
    ("a gap after an item", "beside", {"move": "add_gap", "frames": 12, "after": "i2"}),
    ("a gap of no length", "three", {"move": "add_gap", "frames": 0}),
    (
        "a title on black",
        "three",
        {"move": "add_title", "text": "Part one", "frames": 50, "before": "i1"},
    ),
    (
        "a title with the spaces of French and Japanese keyboards",
        "three",
        {"move": "add_title", "text": "Ça\u00a0va\u202f?\u3000凧", "frames": 50},
    ),
    (
        "a title with a control character",
        "three",
        {"move": "add_title", "text": "Part\u0007one", "frames": 50},
    ),
    ("a title of no-break spaces", "three", {"move": "add_title", "text": "\u00a0", "frames": 50}),
    ("a title without words", "three", {"move": "add_title", "text": "  ", "frames": 50}),
    ("remove closes the hole", "beside", {"move": "remove", "item": "i2"}),
    ("remove without ripple", "beside", {"move": "remove", "item": "i2", "ripple": False}),
    ("remove the first with a title over it", "beside", {"move": "remove", "item": "i1"}),
    ("remove the last leaves what lies beside", "beside", {"move": "remove", "item": "i3"}),
    ("remove beside a dissolve makes a plain cut", "dressed", {"move": "remove", "item": "i1"}),
    ("remove what is not there", "three", {"move": "remove", "item": "i9"}),
    ("lift leaves black", "beside", {"move": "lift", "item": "i2"}),
    (
        "move to the front, with what lies over it",
        "beside",
        {"move": "move", "item": "i3", "before": "i1"},
    ),
    (
        "move behind, without what lies beside",
        "beside",
        {"move": "move", "item": "i1", "after": "i3", "ripple": False},
    ),
    ("move to where it is", "dressed", {"move": "move", "item": "i2", "after": "i1"}),
    ("move a dissolved shot", "dressed", {"move": "move", "item": "i2", "after": "i4"}),
    ("trim the head", "beside", {"move": "trim_head", "item": "i2", "frames": 7}),
    ("trim the head out", "beside", {"move": "trim_head", "item": "i2", "frames": -7}),
    (
        "trim the head of the first out, the music stays at the start",
        "beside",
        {"move": "trim_head", "item": "i1", "frames": -5},
    ),
    ("trim the head out too far", "three", {"move": "trim_head", "item": "i2", "frames": -21}),
    ("trim the head away", "three", {"move": "trim_head", "item": "i2", "frames": 30}),
    ("trim the tail", "beside", {"move": "trim_tail", "item": "i1", "frames": 15}),
    ("trim the tail of the last", "beside", {"move": "trim_tail", "item": "i3", "frames": 45}),
    ("trim the tail out", "beside", {"move": "trim_tail", "item": "i2", "frames": -30}),
    ("trim the tail out too far", "three", {"move": "trim_tail", "item": "i2", "frames": -31}),
    (
        "trim the tail of a title out",
        "dressed",
        {"move": "trim_tail", "item": "i4", "frames": -500},
    ),
    (
        "a trim that leaves no frames for the dissolve shortens it",
        "dressed",
        {"move": "trim_head", "item": "i2", "frames": -18},
    ),
    (
        "a trim that leaves no room for the fade shortens it",
        "dressed",
        {"move": "trim_tail", "item": "i1", "frames": 32},
    ),
    (
        "play from here to there",
        "beside",
        {"move": "trim_to", "item": "i2", "in_frame": 5, "out_frame": 70},
    ),
    (
        "play another stretch of the same take",
        "three",
        {"move": "trim_to", "item": "i2", "in_frame": 55, "out_frame": 60},
    ),
    ("play backwards", "three", {"move": "trim_to", "item": "i2", "in_frame": 55, "out_frame": 50}),
    ("roll later", "beside", {"move": "roll", "item": "i2", "frames": 10}),
    ("roll earlier", "three", {"move": "roll", "item": "i3", "frames": -29}),
    ("roll too far", "three", {"move": "roll", "item": "i3", "frames": -30}),
    ("roll beyond the take before", "three", {"move": "roll", "item": "i3", "frames": 31}),
    ("roll the first", "three", {"move": "roll", "item": "i1", "frames": 1}),
    ("slip", "dressed", {"move": "slip", "item": "i2", "frames": 12}),
    ("slip too far", "three", {"move": "slip", "item": "i1", "frames": 51}),
    ("slip a gap", "dressed", {"move": "slip", "item": "i3", "frames": 1}),
    ("split", "three", {"move": "split", "item": "i2", "at": 11}),
    (
        "split a shot with fades, a dissolve and a J cut",
        "dressed",
        {"move": "split", "item": "i5", "at": 20, "id": "half"},
    ),
    ("split at its first frame", "three", {"move": "split", "item": "i2", "at": 0}),
    ("another take in its place", "beside", {"move": "replace_take", "item": "i3", "take": B}),
    ("a dissolve", "three", {"move": "set_dissolve", "item": "i2", "frames": 12}),
    (
        "a dissolve of an odd number of frames",
        "three",
        {"move": "set_dissolve", "item": "i3", "frames": 25},
    ),
    (
        "a dissolve longer than the handles",
        "three",
        {"move": "set_dissolve", "item": "i2", "frames": 42},
    ),
    ("no dissolve any more", "dressed", {"move": "set_dissolve", "item": "i2", "frames": 0}),
    (
        "a dissolve takes the place of fades",
        "dressed",
        {"move": "set_dissolve", "item": "i4", "frames": 8},
    ),
    ("a dissolve into a title", "dressed", {"move": "set_dissolve", "item": "i5", "frames": 20}),
    ("a dissolve into the first", "three", {"move": "set_dissolve", "item": "i1", "frames": 5}),
    (
        "a fade from black takes the place of a dissolve",
        "dressed",
        {"move": "set_fade", "item": "i2", "fade_in": 10},
    ),
    (
        "a fade to black before a dissolve",
        "dressed",
        {"move": "set_fade", "item": "i1", "fade_out": 20},
    ),
    ("both fades", "three", {"move": "set_fade", "item": "i2", "fade_in": 10, "fade_out": 19}),
    ("fades that meet", "three", {"move": "set_fade", "item": "i2", "fade_in": 10, "fade_out": 20}),
    ("a gap is black already", "dressed", {"move": "set_fade", "item": "i3", "fade_in": 10}),
    ("a J cut", "three", {"move": "set_sound_offset", "item": "i2", "frames": -15}),
    ("an L cut into a gap", "dressed", {"move": "set_sound_offset", "item": "i3", "frames": 10}),
    (
        "an L cut that is too long",
        "dressed",
        {"move": "set_sound_offset", "item": "i4", "frames": 59},
    ),
    ("louder", "three", {"move": "set_gain", "item": "i2", "gain_db": 4.5}),
    ("too loud", "three", {"move": "set_gain", "item": "i2", "gain_db": 25}),
    ("a gap has no sound", "dressed", {"move": "set_gain", "item": "i3", "gain_db": 1}),
    ("mute", "three", {"move": "set_mute", "item": "i2", "muted": True}),
    ("other words on black", "dressed", {"move": "set_text", "title": "i4", "text": "Fin"}),
    (
        "other words over the picture",
        "beside",
        {"move": "set_text", "title": "t2", "text": "Wednesday"},
    ),
    (
        "a title over the picture",
        "beside",
        {
            "move": "add_title_over",
            "text": "Noon",
            "start_frame": 30,
            "frames": 20,
            "fade_frames": 10,
        },
    ),
    (
        "a title over another",
        "beside",
        {"move": "add_title_over", "text": "Noon", "start_frame": 20, "frames": 20},
    ),
    (
        "a title over the picture elsewhere",
        "beside",
        {"move": "change_title_over", "title": "t1", "start_frame": 10, "frames": 30},
    ),
    ("a title away", "beside", {"move": "remove_title_over", "title": "t1"}),
    ("a new track", "beside", {"move": "add_track", "name": "Wind", "role": "ambience"}),
    ("a track for nothing", "beside", {"move": "add_track", "name": "Wind", "role": "wind"}),
    (
        "a track softer and off",
        "beside",
        {"move": "change_track", "track": "k1", "gain_db": -12, "muted": True},
    ),
    ("a track out", "beside", {"move": "remove_track", "track": "k1"}),
    (
        "a sound",
        "beside",
        {"move": "add_sound", "track": "k2", "media": "bell.wav", "start_frame": 33},
    ),
    (
        "the sound of a take",
        "beside",
        {"move": "add_sound", "track": "k2", "media": B, "start_frame": 0},
    ),
    (
        "the sound of a silent take",
        "beside",
        {"move": "add_sound", "track": "k2", "media": C, "start_frame": 0},
    ),
    (
        "a sound where another is",
        "beside",
        {"move": "add_sound", "track": "k1", "media": "bell.wav", "start_frame": 50},
    ),
    (
        "a sound to another track",
        "beside",
        {"move": "change_sound", "sound": "s2", "track": "k2", "start_frame": 10, "gain_db": 0},
    ),
    (
        "a sound with longer fades than it has frames",
        "beside",
        {"move": "change_sound", "sound": "s2", "fade_in_frames": 21},
    ),
    ("the head of a sound", "beside", {"move": "trim_sound_head", "sound": "s3", "frames": -20}),
    (
        "the head of a sound too far",
        "beside",
        {"move": "trim_sound_head", "sound": "s1", "frames": -1},
    ),
    ("the tail of a sound", "beside", {"move": "trim_sound_tail", "sound": "s3", "frames": 60}),
    ("a sound split", "beside", {"move": "split_sound", "sound": "s1", "at": 45}),
    ("a sound out", "beside", {"move": "remove_sound", "sound": "s1"}),
    (
        "a shot with two titles goes, and neither title is lost",
        "titled",
        {"move": "remove", "item": "i2"},
    ),
    (
        "a sound too short for its fades has shorter ones",
        "beside",
        {"move": "trim_sound_tail", "sound": "s1", "frames": 35},
    ),
    (
        "a sound with a longer fade out",
        "beside",
        {"move": "change_sound", "sound": "s1", "fade_out_frames": 51},
    ),
    (
        "a title too short for its fade",
        "beside",
        {"move": "change_title_over", "title": "t1", "frames": 7},
    ),
    (
        "a title with a long fade",
        "beside",
        {"move": "change_title_over", "title": "t1", "fade_frames": 11},
    ),
    ("something unknown", "three", {"move": "reverse", "item": "i1"}),
)


def played(case: Case) -> dict[str, Any]:
    """What comes of a case."""
    return outcome(CUTS[case[1]], case[2])


def outcome(before: Cut, asked: dict[str, Any]) -> dict[str, Any]:
    """What comes of a move: the cut after it, or why it is refused."""
    values = {name: value for name, value in asked.items() if name != "move"}
    try:
        after = moved(before, asked["move"], values, BIN)
    except CannotRead as refusal:
        return {"refusal": refusal.detail, "sentence": str(refusal)}
    return {"after": plain(after)}


def plain(document: Cut) -> dict[str, Any]:
    """A cut as JSON, without its format."""
    fields: dict[str, Any] = json.loads(to_json(document))
    return {name: value for name, value in fields.items() if name not in ("format", "version")}


def cut_of(fields: dict[str, Any]) -> Cut:
    return from_json(json.dumps({"format": "Cut", "version": 1, **fields}), Cut)


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def write() -> None:
    bin_: dict[str, Any] = {
        kind: {
            name: {
                "frames": one.frames,
                "in_frame": one.useful[0],
                "out_frame": sum(one.useful),
                "has_sound": one.has_sound,
            }
            for name, one in row.items()
        }
        for kind, row in (("takes", BIN.takes), ("sounds", BIN.sounds))
    }
    cuts = ",\n".join(f"  {_line(name)}: {_line(plain(one))}" for name, one in CUTS.items())
    cases = ",\n".join(
        f"  {_line({'name': case[0], 'before': case[1], 'do': case[2], **played(case)})}"
        for case in CASES
    )
    text = f'{{\n "bin": {_line(bin_)},\n "cuts": {{\n{cuts}\n }},\n "cases": [\n{cases}\n ]\n}}\n'
    json.loads(text)
    FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
