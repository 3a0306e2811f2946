"""What a signed film was made into, as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from flask_babel import LazyString, lazy_gettext

from pipeline import follow_up
from pipeline.documents.delivery import FOLDER, REPORT, DeliveredFile, Deliveries
from pipeline.documents.json import from_json
from pipeline.errors import PipelineError
from pipeline.records import revisions
from pipeline.records.values import FileOf, FileSide, RunView
from pipeline.records.views import StageView
from pipeline.sign_off import APPROVED_STATES
from web.locked_pictures import MOST_BYTES, minutes_left
from web.parts import parts

STAGE: Final = "final_cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """How a kind of file is called, and what it is for."""

    icon: str
    text: LazyString
    use: LazyString


KINDS: Final[Mapping[str, KindWords]] = {
    "web": KindWords(
        icon="play",
        text=lazy_gettext("For a web page"),
        use=lazy_gettext("As large as the film, and as loud as video sites want it"),
    ),
    "phone": KindWords(
        icon="video",
        text=lazy_gettext("For phones"),
        use=lazy_gettext("Small: for families, and for a slow network"),
    ),
    "preview_tc": KindWords(
        icon="timer",
        text=lazy_gettext("With timecode"),
        use=lazy_gettext("To talk about it: every picture has its time written in it"),
    ),
    "prores": KindWords(
        icon="hard-drive",
        text=lazy_gettext("For an archive"),
        use=lazy_gettext("Very large: for halls and archives that ask for ProRes"),
    ),
    "wav": KindWords(
        icon="audio-lines",
        text=lazy_gettext("The sound alone"),
        use=lazy_gettext("As long as the film, without loss"),
    ),
    "stills": KindWords(
        icon="image",
        text=lazy_gettext("A picture of the film"),
        use=lazy_gettext("For the programme and the newspaper"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFile:
    """One file on the page."""

    name: str
    """In the version, folder included."""
    file: DeliveredFile
    words: KindWords
    number: int
    """Which of the files of this kind it is; 0 where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDeliveries:
    """What the page shows of them."""

    revision_id: int
    run: RunView | None
    state: str
    """none, queued, running, made, failed, lost or cancelled."""
    minutes_left: int | None
    files: tuple[ShownFile, ...]


def deliveries_of(view: StageView) -> ShownDeliveries | None:
    """Return what goes out of the version that is shown; None unless it is signed."""
    if view.stage != STAGE or view.shown is None:
        return None
    revision = view.shown.revision
    if revision.state not in APPROVED_STATES:
        return None
    with parts().book.reading() as session:
        run = follow_up.run_of(session, revision.id)
        made = revisions.files_of(session, revision.id, FileSide.LOCKED)
    return ShownDeliveries(
        revision_id=revision.id,
        run=run,
        state="made" if made else run.state.value if run else "none",
        minutes_left=minutes_left(run, datetime.now(tz=UTC)),
        files=_files(made),
    )


def _files(made: tuple[FileOf, ...]) -> tuple[ShownFile, ...]:
    told = next((one for one in made if one.name == REPORT), None)
    if told is None or told.bytes > MOST_BYTES:
        return ()
    try:
        known = from_json(parts().store.path(told.digest).read_bytes(), Deliveries)
    except PipelineError:
        return ()
    there = [one for one in known.files if FOLDER + one.name in {file.name for file in made}]
    kinds = [one.kind for one in there]
    return tuple(
        ShownFile(
            name=FOLDER + one.name,
            file=one,
            words=KINDS[one.kind],
            number=kinds[: at + 1].count(one.kind) if kinds.count(one.kind) > 1 else 0,
        )
        for at, one in enumerate(there)
        if one.kind in KINDS
    )
