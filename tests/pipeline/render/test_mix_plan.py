from fractions import Fraction

from pipeline.documents.edit import Edit, SoundClip
from pipeline.documents.sound import Cue, CueRole
from pipeline.render.mix_plan import (
    EDGE_FADE,
    HALF_CROSSFADE,
    Bus,
    MixPlan,
    plan_of_edit,
    with_cues,
)


def sound(media: str, start: int, samples: int, **more: object) -> SoundClip:
    plain = {"source_in": Fraction(1)}
    return SoundClip(media=media, start_sample=start, samples=samples, **{**plain, **more})  # type: ignore[arg-type]


def plan_of(*clips: SoundClip, frames: int = 50) -> MixPlan:
    edit = Edit(
        name="x", frame_rate=Fraction(25), width=320, height=180, frames=frames, sound=clips
    )
    return plan_of_edit(edit)


def test_a_cut_is_a_crossfade_around_the_cut_out_of_the_handles() -> None:
    before, after = plan_of(sound("a", 0, 48_000), sound("b", 48_000, 48_000)).clips
    assert before.end_sample == 48_000 + HALF_CROSSFADE
    assert before.fade_out_samples == after.fade_in_samples == 2 * HALF_CROSSFADE
    assert after.start_sample == 48_000 - HALF_CROSSFADE
    assert after.in_sample == 48_000 - HALF_CROSSFADE
    assert after.end_sample == 96_000


def test_sound_that_runs_on_over_a_cut_is_not_touched() -> None:
    before, after = plan_of(
        sound("a", 0, 48_000), sound("a", 48_000, 48_000, source_in=Fraction(2))
    ).clips
    assert (before.fade_out_samples, after.fade_in_samples) == (0, 0)
    assert (before.end_sample, after.start_sample) == (48_000, 48_000)


def test_an_edge_beside_silence_fades_within_the_clip() -> None:
    first, second = plan_of(sound("a", 0, 100), sound("a", 5_000, 100)).clips
    assert (first.samples, first.fade_out_samples) == (100, EDGE_FADE)
    assert (second.start_sample, second.fade_in_samples) == (5_000, EDGE_FADE)


def test_cuts_on_other_tracks_and_fades_of_the_editor_are_left_alone() -> None:
    clips = plan_of(
        sound("a", 0, 48_000, fade_out_samples=4_800),
        sound("b", 48_000, 48_000, track=0),
        sound("c", 48_000, 48_000, track=1),
    ).clips
    assert [clip.fade_out_samples for clip in clips] == [4_800, EDGE_FADE, EDGE_FADE]
    assert [clip.start_sample for clip in clips] == [0, 48_000, 48_000]


def test_the_length_is_that_of_the_picture_to_the_sample() -> None:
    edit = Edit(name="x", frame_rate=Fraction(30000, 1001), width=320, height=180, frames=1_001)
    assert plan_of_edit(edit).samples == 1_603_201


def test_cues_are_cut_at_the_end_of_their_file() -> None:
    cues = (
        Cue(file="a.wav", role=CueRole.MUSIC, in_sample=100, gain_db=-3),
        Cue(file="a.wav", role=CueRole.EFFECTS, in_sample=100, samples=50, start_sample=7),
        Cue(file="a.wav", role=CueRole.EFFECTS, in_sample=5_000),
    )
    clips = with_cues(plan_of(), cues, {"a.wav": 1_000}).clips
    assert sorted((clip.start_sample, clip.samples) for clip in clips) == [
        (0, 0),
        (0, 900),
        (7, 50),
    ]


def test_a_finished_mix_takes_the_place_of_the_edit_and_keeps_the_cues() -> None:
    cues = (
        Cue(file="mix.wav", role=CueRole.MIX),
        Cue(file="a.wav", role=CueRole.EFFECTS),
    )
    plan = with_cues(plan_of(sound("take", 0, 100)), cues, {"mix.wav": 96_000, "a.wav": 5})
    assert plan.buses() == {Bus.MIX, Bus.EFFECTS}
