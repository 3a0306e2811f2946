"""Sound: the cue sheet and the files of the group become the mix, its stems and its loudness."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from pipeline.bench import Bench, Files, Inputs, Part, StageFile
from pipeline.documents.buses import UNTOUCHED
from pipeline.documents.edit import Edit
from pipeline.documents.json import canonical, to_json
from pipeline.documents.mix import read_loudness, read_mix, write_mix
from pipeline.documents.mix_meters import METERS, meters_of
from pipeline.documents.project import Project
from pipeline.documents.report import Report, report_from
from pipeline.documents.sound import (
    Cue,
    CueRole,
    SentSound,
    SoundPlan,
    base_name,
    read_cues,
    write_cues,
)
from pipeline.documents.takes import SoundRole
from pipeline.editing.locked import heard_of, locked_edit, rushes_of
from pipeline.errors import CannotRead
from pipeline.media.facts import MediaFacts
from pipeline.media.probe import Upload, probe_all
from pipeline.media.safety import display_name
from pipeline.render.jumps import hard_cuts
from pipeline.render.levelling import Level, level_for
from pipeline.render.loudness import Loudness, measure_file
from pipeline.render.loudness_picture import LoudnessSheet, draw_loudness
from pipeline.render.mix import MIX, Desk, Mixed, mix_to_wav
from pipeline.render.mix_findings import mix_findings
from pipeline.render.mix_plan import MixPlan, MixSource, plan_of_edit, with_cues
from pipeline.render.sound_sources import sound_sources
from pipeline.stage_facts import StageFacts, facts_of
from pipeline.stages.cue_findings import (
    cue_findings,
    edit_music_findings,
    own_mix_findings,
    unused_sounds,
)
from pipeline.stages.sent import table_of, text_of
from pipeline.timing import SAMPLE_RATE, nearest

CUES: Final = "cues.csv"
DESK: Final = "mix.csv"
RECORDED: Final = (SoundRole.WILD, SoundRole.ROOM_TONE, SoundRole.DOUBLE)
"""Sounds of the rushes that the group can only have recorded itself."""

_FACTS: Final = facts_of("sound")
_SOUND_SUFFIXES: Final = frozenset(_FACTS.accepts) - {".csv"}


@dataclass(frozen=True, slots=True)
class SoundStage:
    """The fifth stage."""

    facts: StageFacts = _FACTS
    name: str = _FACTS.name
    needs: tuple[str, ...] = _FACTS.needs
    accepts: tuple[str, ...] = _FACTS.accepts
    queue: str = _FACTS.queue
    checklist: tuple[str, ...] = _FACTS.checklist

    def draft(self, inputs: Inputs, bench: Bench) -> None:
        """Write a cue sheet and the page of the desk, on which nothing is set yet.

        The music of the project comes under the end credits, if there is some.
        Raise NotFound when the edit is not approved: there is nothing to lay sounds under.
        """
        locked_edit(inputs)
        (bench.into / CUES).write_text(write_cues(_first_cues(inputs.project)), encoding="utf-8")
        (bench.into / DESK).write_text(write_mix(UNTOUCHED), encoding="utf-8")

    def read(self, files: Files, inputs: Inputs) -> SoundPlan:
        """Return the cues, the sounds they may name, and the buses. Raise CannotRead."""
        rate = inputs.project.frame_rate
        page = _page_of_desk(files)
        sheet = table_of({name: file for name, file in files.items() if file is not page}, CUES)
        cues = read_cues(text_of(sheet, CUES), rate=rate) if sheet else ()
        sent = _sent_sounds(files)
        have = {sound.name for sound in sent}
        named = {cue.file for cue in cues} - have
        return SoundPlan(
            frame_rate=rate,
            cues=cues,
            sounds=(*sent, *_of_rushes(inputs, named)),
            strips=read_mix(text_of(page, DESK)) if page else (),
            loudness=read_loudness(text_of(page, DESK)) if page else "",
        )

    def check(self, document: SoundPlan, inputs: Inputs) -> Report:
        """Judge the cue sheet against the locked edit."""
        edit = locked_edit(inputs)
        findings = (
            *(one for cue in document.cues for one in cue_findings(cue, document, edit)),
            *edit_music_findings(document, edit),
            *own_mix_findings(document, edit),
            *unused_sounds(document),
        )
        return report_from(findings, {"cues": len(document.cues), "sounds": len(document.sounds)})

    def make(self, document: SoundPlan, files: Files, inputs: Inputs, bench: Bench) -> Report:
        """Write the mix, its stems, its loudness as figures and as a picture."""
        edit = locked_edit(inputs)
        plan, sources = _mix_of(document, edit, files, inputs, bench)
        project = inputs.project.with_loudness(document.loudness)
        level = level_for(project.loudness_profile(plan.samples / SAMPLE_RATE))
        desk = Desk(
            workers=bench.workers,
            watch=Part(whole=bench.watch, start=0.05, end=0.9),
            has_stems=True,
        )
        mixed = mix_to_wav(plan, sources, bench.into, level=level, desk=desk)
        loudness = measure_file(
            bench.into / MIX, "wav", watch=Part(whole=bench.watch, start=0.9, end=1.0)
        )
        _write_products(document, mixed, loudness, level, inputs.project, bench)
        cuts = () if document.own_mix() else hard_cuts(edit)
        return mix_findings(mixed, loudness, level, cuts)


def _page_of_desk(files: Files) -> StageFile | None:
    """Return the file that is called mix.csv, in whatever folder."""
    called = (file for name, file in sorted(files.items()) if base_name(name).lower() == DESK)
    return next(called, None)


def _first_cues(project: Project) -> tuple[Cue, ...]:
    music = project.music
    if music is None:
        return ()
    cue = Cue(
        file=base_name(music.file),
        role=CueRole.MUSIC,
        under_credits=True,
        fade_in_samples=SAMPLE_RATE,
        fade_out_samples=3 * SAMPLE_RATE,
        title=music.title,
        composer=music.composer,
        rights=music.rights,
    )
    return (cue,)


def _sent_sounds(files: Files) -> tuple[SentSound, ...]:
    """Return what was measured of the group's sounds. Raise the first refusal."""
    sounds = {
        name: file
        for name, file in sorted(files.items())
        if PurePosixPath(name.lower()).suffix in _SOUND_SUFFIXES
    }
    answers = probe_all([Upload(path=file.path, name=name) for name, file in sounds.items()])
    return tuple(
        _measured(name, file, answer)
        for (name, file), answer in zip(sounds.items(), answers, strict=True)
    )


def _measured(name: str, file: StageFile, answer: MediaFacts | CannotRead) -> SentSound:
    if isinstance(answer, CannotRead):
        raise answer
    if answer.audio is None:
        raise CannotRead(
            "There is no sound in “%(name)s”. Send the recording itself.", name=display_name(name)
        )
    return SentSound(
        name=base_name(name),
        digest=file.digest,
        kind=answer.kind,
        samples=nearest(answer.duration * SAMPLE_RATE),
        channels=answer.audio.channels,
    )


def _of_rushes(inputs: Inputs, named: set[str]) -> Iterator[SentSound]:
    """Yield the sounds that cues name and that came home with the rushes."""
    for sound in rushes_of(inputs).sounds if named else ():
        if base_name(sound.file) in named:
            yield SentSound(
                name=base_name(sound.file),
                digest=sound.digest,
                kind=sound.kind,
                samples=sound.samples,
                channels=sound.channels,
                is_recorded=sound.role in RECORDED,
            )


def _mix_of(
    document: SoundPlan, edit: Edit, files: Files, inputs: Inputs, bench: Bench
) -> tuple[MixPlan, dict[str, MixSource]]:
    """Return what sounds when, and where it is; a cue without its file is left out."""
    lengths = {sound.name: sound.samples for sound in document.sounds}
    cues = [cue for cue in document.in_the_picture() if cue.file in lengths]
    mono = {sound.name for sound in document.sounds if sound.channels == 1}
    plan = with_cues(plan_of_edit(edit), cues, lengths, mono=mono)
    plan = replace(plan, strips=document.strips)
    names = {clip.media for clip in plan.clips}
    watch = Part(whole=bench.watch, start=0.0, end=0.05)
    heard = sound_sources(heard_of(inputs), names, cache=bench.cache, watch=watch)
    paths = {base_name(name): file.path for name, file in files.items()}
    sent = {
        sound.name: MixSource(path=paths[sound.name], kind=sound.kind)
        for sound in document.sounds
        if sound.name in paths
    }
    return plan, {**heard, **sent}


def _write_products(
    document: SoundPlan,
    mixed: Mixed,
    loudness: Loudness,
    level: Level,
    project: Project,
    bench: Bench,
) -> None:
    (bench.into / "sound.json").write_text(to_json(document), encoding="utf-8")
    meters = meters_of(
        mixed.metered.total.tolist(),
        {bus.value: powers.tolist() for bus, powers in mixed.metered.buses.items()},
    )
    (bench.into / METERS).write_text(to_json(meters), encoding="utf-8")
    before = mixed.levelled.before
    figures = {
        "integrated_lufs": loudness.integrated_lufs,
        "loudness_range_lu": loudness.range_lu,
        "true_peak_dbtp": loudness.true_peak_dbtp,
        "profile": level.profile,
        "most_short_term_lufs": loudness.most_short_term_lufs,
        "target_lufs": level.target_lufs,
        "limit_dbtp": level.limit_dbtp,
        "before_lufs": before.integrated_lufs if before else None,
        "gain_db": round(mixed.levelled.gain_db, 3),
        "limiting_db": round(mixed.levelled.limiting_db, 2),
        "samples": mixed.samples,
        "short_term_lufs": _each_half_second(loudness.short_term_lufs),
    }
    (bench.into / "loudness.json").write_text(canonical(figures) + "\n", encoding="utf-8")
    sheet = LoudnessSheet(
        title=project.title,
        language=project.language,
        loudness=loudness,
        target_lufs=level.target_lufs,
        limit_dbtp=level.limit_dbtp,
        seconds=mixed.samples / SAMPLE_RATE,
        strips=mixed.metered.buses,
    )
    draw_loudness(sheet, bench.into / "loudness.png")


def _each_half_second(curve: Iterable[float | None]) -> list[float | None]:
    return list(curve)[::5]


STAGE: Final = SoundStage()
