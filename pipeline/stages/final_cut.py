"""Final cut: titles, credits and subtitles around picture and mix become the screening's film."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.bench import Bench, Files, Inputs, Part
from pipeline.documents.edit import Edit
from pipeline.documents.final_cut import Credits, FinalCut, read_credits, write_credits
from pipeline.documents.json import canonical, from_json, to_json
from pipeline.documents.project import Project
from pipeline.documents.report import (
    Finding,
    Report,
    blocker,
    report_as_plain,
    report_from,
    warning,
)
from pipeline.documents.screenplay import Screenplay
from pipeline.documents.sound import base_name
from pipeline.documents.subtitle_names import SUBTITLES
from pipeline.documents.subtitles import Subtitle, write_srt
from pipeline.editing.cut_sound import is_silent_on_purpose, mix_or_cut_sound
from pipeline.editing.known_sound import known_sound
from pipeline.editing.locked import as_mixed, locked_edit, loudness_of_mix, media_of
from pipeline.editing.master import ANOTHER, NOT_THIS, fitting_master
from pipeline.editing.subtitle_draft import first_subtitles
from pipeline.render.card_checks import card_findings
from pipeline.render.card_picture import colour_of
from pipeline.render.cards import title_card
from pipeline.render.crawl import shown_of
from pipeline.render.film import Burnt, CreditsMusic, FilmParts, Plant, make_film
from pipeline.render.levelling import Level
from pipeline.render.personal import file_name_findings
from pipeline.render.poster import (
    best_frame,
    check_picture,
    write_film_poster,
    write_own_poster,
)
from pipeline.render.programme import Programme, programme_of
from pipeline.render.qc import PROFILES, ExpectedFilm, check_film
from pipeline.stage_facts import StageFacts, facts_of
from pipeline.stages.credits_draft import first_credits
from pipeline.stages.credits_findings import credit_findings, unsaid_music
from pipeline.stages.credits_log import slate_holders
from pipeline.stages.credits_music import credits_music, plan_of
from pipeline.stages.provenance import provenance
from pipeline.stages.sent import table_of, text_of
from pipeline.stages.subtitle_files import (
    burnt_films,
    dialogue_levels,
    sent_subtitles,
    without_subtitles,
    write_subtitles,
)
from pipeline.stages.subtitle_findings import subtitle_findings
from pipeline.timing import frames_to_seconds

CREDITS: Final = "credits.csv"
FILM: Final = "film.mp4"
PICTURES: Final = (".png", ".jpg", ".jpeg")

_FACTS: Final = facts_of("final_cut")


@dataclass(frozen=True, slots=True)
class FinalCutStage:
    """The sixth stage."""

    facts: StageFacts = _FACTS
    name: str = _FACTS.name
    needs: tuple[str, ...] = _FACTS.needs
    accepts: tuple[str, ...] = _FACTS.accepts
    queue: str = _FACTS.queue
    checklist: tuple[str, ...] = _FACTS.checklist

    def draft(self, inputs: Inputs, bench: Bench) -> None:
        """Write credits that name everybody, and the dialogue as subtitles where it is spoken.

        A film without a script begins without subtitles.
        """
        subtitles = _first_subtitles(inputs)
        made = write_credits(_first_credits(inputs))
        (bench.into / CREDITS).write_text(made, encoding="utf-8")
        (bench.into / SUBTITLES).write_text(write_srt(subtitles), encoding="utf-8")

    def read(self, files: Files, inputs: Inputs) -> FinalCut:
        """Return credits, subtitles and poster. Raise CannotRead.

        Without a credits.csv the credits are those of the roster.
        """
        sheet = table_of(without_subtitles(files), CREDITS)
        sent = sent_subtitles(files, inputs.project.language)
        poster = _poster_of(files)
        if poster:
            check_picture(files[poster].path, base_name(poster))
        return FinalCut(
            credits=read_credits(text_of(sheet, CREDITS)) if sheet else _first_credits(inputs),
            subtitles=sent.main,
            poster=poster,
            other_subtitles=sent.others,
            odd_files=sent.odd,
            burn_in=sent.burn_in,
            loudness=loudness_of_mix(inputs),
        )

    def check(self, document: FinalCut, inputs: Inputs) -> Report:
        """Judge names, title, statement and subtitles."""
        edit = locked_edit(inputs)
        programme = _programme(document, edit, inputs.project)
        facts = {
            "names": len(document.credits.lines),
            "subtitles": len(document.subtitles),
            "seconds": round(float(frames_to_seconds(programme.frames, edit.frame_rate)), 2),
        }
        findings = (
            *credit_findings(document.credits, inputs.project, inputs.company, plan_of(inputs)),
            *_music_findings(document.credits, edit, inputs),
            *card_findings(document.credits, inputs.project.language),
            *subtitle_findings(document, inputs.project, edit.frames),
        )
        return report_from(findings, facts)

    def make(self, document: FinalCut, files: Files, inputs: Inputs, bench: Bench) -> Report:
        """Write the film, its subtitles, its poster, its technical check and its provenance."""
        edit = locked_edit(inputs)
        programme = _programme(document, edit, inputs.project)
        film = bench.into / FILM
        burnt = burnt_films(document, programme, inputs.project.language, bench.into)
        with TemporaryDirectory(dir=bench.into, prefix=".sound-") as work:
            level = _level(as_mixed(inputs))
            mix, heard = mix_or_cut_sound(edit, inputs, level, Path(work), bench)
            report = _film(edit, programme, burnt, inputs, bench, mix=mix).joined(heard)
        write_subtitles(document, programme, inputs.project.language, bench.into)
        _write_poster(document, files, programme, inputs.project, bench)
        report = report.joined(_checked(film, edit, programme, inputs, bench))
        plain = report_as_plain(report, stage=self.name, digest=_digest(film))
        (bench.into / "qc.json").write_text(canonical(plain) + "\n", encoding="utf-8")
        (bench.into / "final_cut.json").write_text(to_json(document), encoding="utf-8")
        made_credits = write_credits(document.credits, numbered=False)
        (bench.into / CREDITS).write_text(made_credits, encoding="utf-8")
        made = {path.name: _digest(path) for path in bench.into.iterdir() if path.is_file()}
        proof = provenance(inputs, files, made, ai_policy=inputs.project.ai_policy)
        (bench.into / "provenance.json").write_text(proof, encoding="utf-8")
        # Told to the group alone: qc.json goes along with the film and shall name nobody, either.
        called = file_name_findings(files, inputs.company.names(inputs.project))
        return report.joined(report_from(called))


def _first_subtitles(inputs: Inputs) -> tuple[Subtitle, ...]:
    if "script" not in inputs.project.stages:
        return ()
    text = inputs.file("script", "screenplay.json").path.read_bytes()
    edit = locked_edit(inputs)
    levels = dialogue_levels(inputs, frames=edit.frames, rate=edit.frame_rate)
    screenplay = from_json(text, Screenplay)
    return first_subtitles(screenplay, edit, inputs.project.language, levels)


def _music_findings(credits_of_film: Credits, edit: Edit, inputs: Inputs) -> Iterator[Finding]:
    """Yield the music of an edit that nobody accounts for; a stage for the sound asks it there."""
    return iter(()) if "sound" in inputs.project.stages else unsaid_music(credits_of_film, edit)


def _first_credits(inputs: Inputs) -> Credits:
    return first_credits(inputs.project, inputs.company, plan_of(inputs), slate_holders(inputs))


def _poster_of(files: Files) -> str:
    """Return the name of the picture that was sent: the one called poster, else any one."""
    pictures = [name for name in sorted(files) if PurePosixPath(name.lower()).suffix in PICTURES]
    called = [name for name in pictures if PurePosixPath(name.lower()).stem == "poster"]
    return next(iter((*called, *pictures)), "")


def _programme(document: FinalCut, edit: Edit, project: Project) -> Programme:
    opening, *ending = shown_of(document.credits, project.language)
    return programme_of(edit, opening, ending)


def _level(project: Project) -> Level:
    return Level(target_lufs=project.loudness_lufs, limit_dbtp=project.true_peak_dbtp)


def _film(
    edit: Edit, programme: Programme, burnt: Burnt, inputs: Inputs, bench: Bench, *, mix: Path
) -> Report:
    """Make the film, and those with words in their picture; tell what is missing in it."""
    music = credits_music(inputs)
    media = media_of(inputs)
    master, picture_from = fitting_master(edit, media, inputs, bench.preset)
    parts = FilmParts(
        edit=edit,
        programme=programme,
        media=media,
        master=master,
        mix=mix,
        colour=colour_of(inputs.project.colour or inputs.project.group),
        level=_level(as_mixed(inputs)),
        music=music,
    )
    plant = Plant(
        cache=bench.segments,
        workers=bench.workers,
        preset=bench.preset,
        watch=Part(whole=bench.watch, start=0.0, end=0.75),
        hands=bench.hands,
    )
    made = make_film(parts, bench.into / FILM, plant, burnt=burnt)
    facts: dict[str, str | int | float | bool | None] = {
        "segments": made.segments,
        "encoded": made.encoded,
        "picture_from": picture_from,
        "picture_encoded": made.picture_encoded,
        "picture_begins": programme.picture_start,
        "picture_frames": edit.frames,
    }
    if burnt:
        facts |= {"subtitled_films": len(burnt), "subtitled_encoded": made.burnt_encoded}
    findings = _film_findings(inputs.project, music, made.missing, picture_from)
    return report_from(findings, facts)


def _film_findings(
    project: Project, music: CreditsMusic | None, missing: Iterable[str], picture_from: str
) -> Iterator[Finding]:
    """Yield what is missing in the film, or was not as it should be."""
    for name in missing:
        yield blocker(
            "C34",
            name,
            "“%(name)s” is missing, so a slate stands in its place. Approve the rushes again.",
            name=name,
        )
    if picture_from == ANOTHER:
        yield warning("MASTER", "", NOT_THIS)
    if project.music and music is None:
        yield warning(
            "MUSIC",
            "",
            "“%(file)s” is to play under the end credits, and nobody sent it with the sound.",
            file=base_name(project.music.file),
        )


def _write_poster(
    document: FinalCut, files: Files, programme: Programme, project: Project, bench: Bench
) -> None:
    into = bench.into / "poster.jpg"
    if document.poster:
        write_own_poster(files[document.poster].path, into)
        return
    span = tuple(
        frames_to_seconds(frame, programme.frame_rate)
        for frame in (programme.picture_start, programme.picture_end)
    )
    best = best_frame(bench.into / FILM, (span[0], span[1]), watch=bench.watch)
    colour = colour_of(project.colour or project.group)
    write_film_poster(best, title_card(document.credits), colour, into)


def _checked(film: Path, edit: Edit, programme: Programme, inputs: Inputs, bench: Bench) -> Report:
    project = inputs.project
    heard = known_sound(edit, begins_frame=programme.picture_start, inputs=inputs, bench=bench)
    expected = ExpectedFilm(
        rate=programme.frame_rate,
        frames=programme.frames,
        picture=(programme.picture_start, programme.picture_end),
        names=inputs.company.names(project),
        sound=heard,
        is_silent=is_silent_on_purpose(edit, inputs),
    )
    profile = replace(PROFILES["screening"], level=_level(as_mixed(inputs)))
    watch = Part(whole=bench.watch, start=0.8, end=1.0)
    return check_film(film, profile, expected=expected, watch=watch)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


STAGE: Final = FinalCutStage()
