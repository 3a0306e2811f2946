"""Opacity, place, size, titles, gains and fades: from the metadata of a timeline to the edit."""

import json
from fractions import Fraction
from typing import Any

import pytest

from pipeline.documents.edit import NEUTRAL, Crop, Edit, Look, OpacityKey, PictureClip, SoundRole
from pipeline.errors import CannotRead
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.reading import timeline_of
from tests.pipeline.timeline.otio_text import (
    clip,
    dissolve,
    gap,
    reach,
    stack,
    timeline,
    track,
    warp,
)

Plain = dict[str, Any]


def edit_of(*tracks: Plain, **film: Any) -> Edit:
    return flatten(timeline_of(json.loads(timeline(*tracks))), known={}, film=FilmFormat(**film))


def ours(**own: Any) -> Plain:
    return {"metadata": {"claquette": own}}


def resolve(name: str, *, enabled: bool = True, **parameters: Any) -> Plain:
    """Return an effect as DaVinci Resolve writes it: (value, default) of each parameter."""
    listed = [
        {"Parameter ID": key, "Parameter Value": value, "Default Parameter Value": default}
        for key, (value, default) in parameters.items()
    ]
    settings = {"Effect Name": name, "Enabled": enabled, "Parameters": listed}
    return {
        "OTIO_SCHEMA": "Effect.1",
        "effect_name": "Resolve Effect",
        "metadata": {"Resolve_OTIO": settings},
    }


def generator(kind: str, **parameters: Any) -> Plain:
    reference = {"OTIO_SCHEMA": "GeneratorReference.1", "generator_kind": kind}
    return {"media_references": {"DEFAULT_MEDIA": {**reference, "parameters": parameters}}}


def keys_of(found: PictureClip) -> list[tuple[float, float]]:
    return [(float(key.frame), key.opacity) for key in found.opacity]


def messages(edit: Edit) -> list[str]:
    return [loss.message for loss in edit.losses]


def test_a_look_is_read_from_our_metadata() -> None:
    own = ours(scale=0.5, wide=-1, across=0.25, down=-0.1, turned=90, crop={"left": 0.2})
    (found,) = edit_of(track(clip("a.mp4", 0, 10, **own))).picture
    assert found.look == Look(
        wide=-0.5, high=0.5, across=0.25, down=-0.1, turned=90, crop=Crop(left=0.2)
    )


def test_without_metadata_a_picture_fills_the_frame_and_hides_what_lies_below() -> None:
    (found,) = edit_of(track(clip("a.mp4", 0, 10))).picture
    assert (found.look, found.opacity, found.lets_through) == (NEUTRAL, (), False)


@pytest.mark.parametrize(
    ("own", "keys"),
    [
        ({"opacity": 0.4}, [(0, 0.4)]),
        ({"opacity": 1}, []),
        ({"opacity": [[0, 0], [5, 1.0]]}, [(0, 0), (5, 1)]),
        ({"fade_frames": 4}, [(-0.5, 0), (3.5, 1), (5.5, 1), (9.5, 0)]),
    ],
)
def test_opacity_is_read_in_frames_of_the_clip(own: Plain, keys: list[Any]) -> None:
    (found,) = edit_of(track(clip("a.mp4", 0, 10, **ours(**own)))).picture
    assert keys_of(found) == keys


def test_opacity_moves_with_its_clip_into_films_of_another_rate_and_speed() -> None:
    inner = stack(track(gap(10), clip("a.mp4", 0, 20, **ours(opacity=[[0, 0], [20, 1]]))))
    fast = inner | {"effects": [warp(2.0)], "source_range": reach(10, 10)}
    (found,) = edit_of(track(gap(5), fast), rate=Fraction(50)).picture
    assert (found.start_frame, found.frames) == (10, 20)
    assert found.opacity == (
        OpacityKey(frame=Fraction(0), opacity=0.0),
        OpacityKey(frame=Fraction(20), opacity=1.0),
    )


def test_in_a_sequence_that_runs_backwards_the_keys_do_too() -> None:
    inner = stack(track(clip("a.mp4", 0, 20, **ours(opacity=[[0, 0], [10, 1]]))))
    back = inner | {"effects": [warp(-1.0)], "source_range": reach(19, 20)}
    (found,) = edit_of(track(back)).picture
    assert keys_of(found) == [(9, 1.0), (19, 0.0)]


def test_in_a_sequence_that_stands_still_so_does_the_opacity() -> None:
    inner = stack(track(clip("a.mp4", 0, 20, **ours(opacity=[[0, 0], [10, 1]]))))
    for start, opacity in ((5, 0.5), (15, 1.0)):
        still = inner | {"effects": [warp(0.0)], "source_range": reach(start, 20)}
        (found,) = edit_of(track(still)).picture
        assert keys_of(found) == [(0, opacity)]


@pytest.mark.parametrize(
    "own",
    [
        {"opacity": 2},
        {"opacity": [[0, 0], [1]]},
        {"opacity": [[0, True]]},
        {"opacity": [[n, 1] for n in range(2000)]},
        {"scale": "large"},
        {"scale": 0},
        {"across": 1e400},
        {"crop": {"left": -0.1}},
        {"gain_db": 90},
        {"fade_in_frames": -1},
    ],
)
def test_metadata_that_no_film_can_follow_are_refused_in_one_sentence(own: Plain) -> None:
    with pytest.raises(CannotRead, match="The timeline has an impossible"):
        edit_of(track(clip("a.mp4", 0, 10, **ours(**own))))


def test_a_picture_that_is_cropped_away_keeps_a_thin_line() -> None:
    own = ours(crop={"left": 0.8, "right": 0.7, "top": 1, "bottom": 1})
    (found,) = edit_of(track(clip("a.mp4", 0, 10, **own))).picture
    crop = found.look.crop
    assert crop.left + crop.right == pytest.approx(0.999)
    assert crop.top + crop.bottom == pytest.approx(0.999)


@pytest.mark.parametrize(
    ("parameters", "kind"),
    [
        ({"text": " Nora\nand the kite ", "over": True}, "title_over"),
        ({"text": " Nora\nand the kite "}, "title"),
    ],
)
def test_a_title_has_its_words(parameters: Plain, kind: str) -> None:
    (found,) = edit_of(track(clip("x", 0, 10, **generator("title", **parameters)))).picture
    assert (found.generator, found.text, found.media) == (kind, "Nora\nand the kite", "")
    assert found.lets_through is (kind == "title_over")


@pytest.mark.parametrize(
    ("kind", "parameters", "shown"),
    [
        ("Black", {}, "black"),
        ("SMPTEBars", {}, "smptebars"),
        ("color", {"color": "#FF8000"}, "#ff8000"),
        ("Solid", {"color": [1, 0.5, 0]}, "#ff8000"),
        ("white", {}, "#ffffff"),
    ],
)
def test_a_generator_that_is_drawn_is_no_loss(kind: str, parameters: Plain, shown: str) -> None:
    edit = edit_of(track(clip("x", 0, 10, **generator(kind, **parameters))))
    assert (edit.picture[0].generator, edit.losses) == (shown, ())


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("Fractal Noise", {}),
        ("color", {"color": "green"}),
        ("color", {"color": [1, "x", 0]}),
        ("color", {"color": [1]}),
        ("text", {}),
        ("", {}),
    ],
)
def test_a_generator_that_is_not_drawn_is_named(kind: str, parameters: Plain) -> None:
    edit = edit_of(track(clip("x", 0, 10, **generator(kind, **parameters))))
    assert messages(edit) == [f"“{kind or 'unknown'}” on the timeline is shown as black."]


def test_a_title_of_another_program_is_set_in_our_letters() -> None:
    words = (
        "<html><head><style>p {color: red}</style></head><p>Nora &amp;</p><p>the kite</p></html>"
    )
    effect = {"Effect Name": "Rich Text", "Parameters": [
        {"Parameter ID": "richText", "Parameter Value": words}]}  # fmt: skip
    edit = edit_of(track(clip("x", 0, 10, **generator("Rich Text", Resolve_OTIO=[effect]))))
    assert (edit.picture[0].generator, edit.picture[0].text) == ("title_over", "Nora &\nthe kite")
    assert messages(edit) == ["The title “Nora &\nthe kite” is set in our letters."]


def test_effects_at_their_defaults_are_no_loss() -> None:
    effects = [
        resolve("Transform"),
        resolve("Dynamic Zoom", dynamicZoomScale=([1, 1], [1, 1])),
        resolve("Glow", enabled=False, strength=(4, 1)),
    ]
    edit = edit_of(track(clip("a.mp4", 0, 10, effects=effects)))
    assert (edit.picture[0].look, edit.losses) == (NEUTRAL, ())


def test_what_resolve_says_of_place_size_crop_and_opacity_is_shown() -> None:
    effects = [
        resolve(
            "Transform",
            transformationZoomX=(1.5, 1.0),
            transformationZoomY=(1.5, 1.0),
            transformationPan=(-0.1, 0.0),
            transformationTilt=(0.2, 0.0),
            transformationRotationAngle=(30.0, 0.0),
            transformationFlipX=(True, False),
        ),
        resolve("Cropping", cropTop=(0.25, 0.0)),
        resolve("Composite", opacity=(50.0, 100.0)),
    ]
    edit = edit_of(track(clip("a.mp4", 0, 10, effects=effects)))
    (found,) = edit.picture
    assert found.look == Look(
        wide=-1.5, high=1.5, across=-0.1, down=-0.2, turned=-30, crop=Crop(top=0.25)
    )
    assert keys_of(found) == [(0, 0.5)]
    assert edit.losses == ()


def test_faders_of_resolve_are_fades() -> None:
    seen = clip("a.mp4", 0, 10, effects=[resolve("Video Faders", videoFaderIn=(4.0, 0.0))])
    volume = resolve("Fairlight", volume=(-6.0, 0.0), faderIn=(5.0, 0.0), faderOut=(10.0, 0.0))
    edit = edit_of(track(seen), track(clip("a.mp4", 0, 50, effects=[volume]), kind="Audio"))
    assert keys_of(edit.picture[0]) == [(-0.5, 0), (3.5, 1)]
    (sound,) = edit.sound
    assert (sound.gain_db, sound.fade_in_samples, sound.fade_out_samples) == (-6.0, 9600, 19200)


def test_what_changes_while_the_clip_runs_and_what_is_not_known_is_named() -> None:
    moving = resolve("Transform", transformationZoomX=(1.0, 1.0))
    moving["metadata"]["Resolve_OTIO"]["Parameters"][0]["Key Frames"] = {"3": {"Value": 2.0}}
    effects = [moving, resolve("Lens Correction", distortion=(0.5, 0.0))]
    edit = edit_of(track(clip("a.mp4", 0, 10, effects=effects)))
    assert messages(edit) == [
        "“Transform” on “a.mp4” does not change while the clip runs.",
        "The effect “Lens Correction” on “a.mp4” is not done.",
    ]


def test_the_sound_of_another_track_of_the_file_is_named_as_not_heard() -> None:
    channels = {"Resolve_OTIO": {"Channels": [{"Source Channel ID": 0, "Source Track ID": 2}]}}
    sound = clip("a.mp4", 0, 10, metadata=channels)
    edit = edit_of(track(sound, kind="Audio"))
    assert messages(edit) == [
        "“a.mp4” sounds with the first of its sound tracks, not with number 3."
    ]


def test_gains_of_clip_track_and_sequence_are_added() -> None:
    inner = stack(
        track(clip("a.wav", 0, 10, **ours(gain_db=-3)), kind="Audio", **ours(gain_db=-2)),
        **ours(gain_db=1.5),
    )
    outer = track(inner, kind="Audio", **ours(gain_db=-10, role="music"))
    (sound,) = edit_of(outer).sound
    assert (sound.gain_db, sound.role) == (-13.5, SoundRole.MUSIC)


@pytest.mark.parametrize("role", ["music", "effects", "ambience", "dialogue"])
def test_a_track_says_what_its_sounds_are_for(role: str) -> None:
    (sound,) = edit_of(track(clip("a.wav", 0, 10), kind="Audio", **ours(role=role))).sound
    assert sound.role == role


def test_an_unknown_role_is_dialogue() -> None:
    (sound,) = edit_of(track(clip("a.wav", 0, 10), kind="Audio", **ours(role="noise"))).sound
    assert sound.role is SoundRole.DIALOGUE


def test_what_is_muted_is_not_heard() -> None:
    quiet = clip("a.wav", 0, 10, **ours(muted=True))
    hidden = track(clip("b.wav", 0, 10), kind="Audio", **ours(muted=True))
    edit = edit_of(track(quiet, clip("c.wav", 0, 10), kind="Audio"), hidden)
    assert [sound.media for sound in edit.sound] == ["c.wav"]


def test_fades_of_a_clip_give_way_to_a_crossfade() -> None:
    faded = clip("a.wav", 50, 50, **ours(fade_in_frames=5, fade_out_frames=10))
    edit = edit_of(track(faded, dissolve(3, 2), clip("b.wav", 50, 50), kind="Audio"))
    assert [(one.fade_in_samples, one.fade_out_samples) for one in edit.sound] == [
        (9600, 9600),
        (9600, 0),
    ]


def test_in_a_fast_sequence_fades_are_shorter_and_backwards_they_change_places() -> None:
    faded = clip("a.wav", 0, 50, **ours(fade_in_frames=10, fade_out_frames=20))
    inner = stack(track(faded, kind="Audio"))
    for speed, start, fades in ((2.0, 0, (9600, 19200)), (-2.0, 49, (19200, 9600))):
        fast = inner | {"effects": [warp(speed)], "source_range": reach(start, 25)}
        (sound,) = edit_of(track(fast, kind="Audio")).sound
        assert (sound.fade_in_samples, sound.fade_out_samples) == fades


def test_the_look_of_a_whole_sequence_is_named_as_not_done() -> None:
    edit = edit_of(track(stack(track(clip("a.mp4", 0, 10)), name="Dream", **ours(opacity=0.5))))
    assert messages(edit) == [
        "“Dream” is a sequence: its opacity, place, size and fades are not done."
    ]


def test_a_sound_on_a_picture_track_shows_nothing_and_is_named() -> None:
    edit = edit_of(track(clip("music.WAV", 0, 10), clip("a.mp4", 0, 10)))
    assert [found.media for found in edit.picture] == ["a.mp4"]
    assert messages(edit) == ["“music.WAV” is a sound: on a picture track nothing is seen of it."]


@pytest.mark.parametrize(("speed", "is_heard"), [(0.001, False), (500.0, False), (100.0, True)])
def test_any_speed_is_seen_and_what_nobody_could_hear_is_silent(
    speed: float, is_heard: bool
) -> None:
    fast = clip("a.mp4", 0, 10, effects=[warp(speed)])
    edit = edit_of(track(fast), track(fast, kind="Audio"))
    assert float(edit.picture[0].speed) == speed
    assert bool(edit.sound) is is_heard
