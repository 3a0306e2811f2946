"""The music under the end credits, as the approved sound has it."""

from dataclasses import replace

from pipeline.bench import Inputs
from pipeline.documents.json import from_json
from pipeline.documents.sound import Cue, SoundPlan, base_name
from pipeline.editing.locked import rushes_of
from pipeline.render.film import CreditsMusic
from pipeline.render.mix_plan import MixSource


def plan_of(inputs: Inputs) -> SoundPlan | None:
    """Return the cue sheet of the approved sound; None where a film has none yet."""
    file = inputs.before.get("sound", {}).get("sound.json")
    return from_json(file.path.read_bytes(), SoundPlan) if file else None


def credits_music(inputs: Inputs) -> CreditsMusic | None:
    """Return the music under the end credits: of the cue sheet, else the project's.

    In a film without a stage for the sound, the project's comes with the rushes.
    """
    if "sound" not in inputs.project.stages:
        return _of_rushes(inputs)
    plan = from_json(inputs.file("sound", "sound.json").path.read_bytes(), SoundPlan)
    cue = next((cue for cue in plan.cues if cue.under_credits), None)
    named = (
        cue.file if cue else base_name(inputs.project.music.file if inputs.project.music else "")
    )
    sound = plan.sound(named)
    paths = {
        base_name(name): file.path
        for stage in ("rushes", "sound")
        for name, file in inputs.before.get(stage, {}).items()
    }
    if sound is None or named not in paths:
        return None
    source = MixSource(path=paths[named], kind=sound.kind)
    music = CreditsMusic(source=source, samples=sound.samples)
    return _as_cued(music, cue) if cue else music


def _of_rushes(inputs: Inputs) -> CreditsMusic | None:
    music = inputs.project.music
    named = base_name(music.file) if music else ""
    for sound in rushes_of(inputs).sounds if named else ():
        if base_name(sound.file) == named:
            path = inputs.file("rushes", sound.file).path
            source = MixSource(path=path, kind=sound.kind)
            return CreditsMusic(source=source, samples=sound.samples)
    return None


def _as_cued(music: CreditsMusic, cue: Cue) -> CreditsMusic:
    end = music.samples if cue.samples is None else min(music.samples, cue.in_sample + cue.samples)
    return replace(
        music,
        samples=end,
        in_sample=cue.in_sample,
        gain_db=cue.gain_db,
        fade_in_samples=cue.fade_in_samples,
        fade_out_samples=cue.fade_out_samples,
    )
