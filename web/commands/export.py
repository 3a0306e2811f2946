"""claquette export PROJECT -o FILE.zip: a film to take home, as a project folder in one file.

What the group sent lies where `claquette film` looks for it, so that the film can be made again
without a web site; what was made from it lies in made/, the ledger in ledger.json.
"""

import json
import zipfile
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Final

from pipeline.commands.terminal import FINE, show_json, tell
from pipeline.documents.project import Project
from pipeline.errors import CannotRead, NotFound
from pipeline.files import Store
from pipeline.records import Session, decisions, people, questions, revisions
from pipeline.records.values import FileSide, RevisionView
from pipeline.settings import Settings
from pipeline.stage_facts import STAGE_NAMES
from web.commands.installation import opened

FOLDERS: Final = {"rushes": "takes/", "sound": "sound/"}
"""Stages whose files, other than tables, lie in a folder of the project folder."""
TABLES: Final = (".csv",)


def add_arguments(parser: ArgumentParser) -> None:
    """Name the film and the file to write."""
    parser.add_argument("project", metavar="PROJECT", help="number or title of the film")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="FILE.zip")
    parser.add_argument("--json", action="store_true", help="print what was written")


def run(arguments: Namespace, settings: Settings) -> int:
    """Write the film."""
    with opened(settings) as (book, store):
        with book.reading() as session:
            project_id = find(session, arguments.project)
            files = files_of(session, project_id)
            texts = {
                "project.toml": project_as_toml(revisions.project_settings(session, project_id)),
                "ledger.json": json.dumps(
                    [asdict(entry) for entry in decisions.chain(session, project_id)], indent=1
                ),
            }
        try:
            _write(arguments.out, texts, files, store)
        except OSError as fault:
            raise CannotRead(
                "“%(path)s” cannot be written. Choose another place.",
                path=str(arguments.out),
                detail=str(fault),
            ) from fault
    if arguments.json:
        show_json({"file": str(arguments.out), "files": sorted([*texts, *files])})
    tell(f"{arguments.out}: {len(texts) + len(files)} files")
    return FINE


def find(session: Session, wanted: str) -> int:
    """Return the number of a film by its number or title. Raise NotFound, naming what there is."""
    titles = {
        row.project_id: row.title
        for workshop_id, _ in people.workshops(session)
        for row in questions.board(session, workshop_id).rows
    }
    for number, title in titles.items():
        if wanted == str(number) or wanted.casefold() == title.casefold():
            return number
    there = ", ".join(f"{number} “{title}”" for number, title in titles.items())
    raise NotFound(
        "There is no film “%(wanted)s”. There are: %(there)s.",
        wanted=wanted,
        there=there or "none yet",
    )


def files_of(session: Session, project_id: int) -> dict[str, str]:
    """Return the digests of all files of a film by their names in the project folder."""
    found: dict[str, str] = {}
    approved = revisions.approved(session, project_id)
    for stage in STAGE_NAMES:
        revision: RevisionView | None = approved.get(stage) or revisions.newest(
            session, project_id, stage
        )
        if revision is None:
            continue
        for file in revisions.files_of(session, revision.id, FileSide.SENT):
            folder = "" if file.name.endswith(TABLES) else FOLDERS.get(stage, "")
            found[folder + file.name] = file.digest
        for side in (FileSide.MADE, FileSide.LOCKED):
            for file in revisions.files_of(session, revision.id, side):
                found[f"made/{stage}/{file.name}"] = file.digest
    return found


def project_as_toml(project: Project) -> str:
    """Return the project.toml that `read_project_toml` reads back to this project."""
    lines = [
        f"title = {_quoted(project.title)}",
        f"group = {_quoted(project.group)}",
        f"colour = {_quoted(project.colour)}",
        f"frame_rate = {_quoted(str(project.frame_rate))}",
        f'size = "{project.width}x{project.height}"',
        f"language = {_quoted(project.language)}",
        f"target_seconds = {project.target_seconds}",
        f"loudness = {_quoted(project.loudness)}",
        f"loudness_lufs = {project.loudness_lufs}",
        f"ai_policy = {_quoted(project.ai_policy)}",
        f"stages = {_list(project.stages)}",
    ]
    if project.music:
        lines += ["", "[music]"]
        lines += [f"{key} = {_quoted(value)}" for key, value in asdict(project.music).items()]
    lines += ["", "[cast]"]
    lines += [f"{_quoted(who)} = {_quoted(by)}" for who, by in project.cast.items()]
    lines += ["", "[crew]"]
    lines += [f"{_quoted(role)} = {_list(names)}" for role, names in project.crew.items()]
    lines += ["", "[credits]"]
    lines += [f"notice = {_quoted(project.notice)}", f"event = {_quoted(project.event)}", ""]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    # A JSON string is a TOML string, but for DEL, which JSON leaves as it is.
    return json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(names: tuple[str, ...]) -> str:
    return "[" + ", ".join(map(_quoted, names)) + "]"


def _write(out: Path, texts: dict[str, str], files: dict[str, str], store: Store) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(out.name + ".part")
    try:
        with zipfile.ZipFile(part, "w") as archive:
            for name, content in texts.items():
                archive.writestr(name, content, zipfile.ZIP_DEFLATED)
            for name, digest in files.items():
                archive.write(store.path(digest), name)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
