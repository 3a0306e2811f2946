"""What is on its way to the table of a group and what lies there, for the page that sends."""

from typing import Any

from pipeline import arrivals
from pipeline.records import runs, uploads
from pipeline.records.values import RunView, UploadView
from web.errors import sentence_of
from web.parts import parts


def as_plain(project_id: int, *, is_maker: bool) -> dict[str, Any]:
    """Return it for JSON. The keys are for those who may send: who has one can send bytes."""
    settings = parts().settings
    with parts().book.reading() as session:
        coming = uploads.on_their_way(session, project_id, arrivals.STAGE)
        held = uploads.all_held(session, [one.key for one in coming])
        lying = uploads.on_table(session, project_id, arrivals.STAGE)
        ran = runs.newest_of_uploads(session, [one.id for one in lying])
        left = arrivals.room_left(session, project_id, settings.group_quota_bytes)
    incoming = parts().incoming
    return {
        "on_the_way": [
            {
                **_named(one),
                "key": one.key if is_maker else "",
                "length": one.length,
                "offset": incoming.offset(held[one.key], durable=False),
                "expires_at": one.expires_at.isoformat(),
            }
            for one in coming
        ],
        "on_the_table": [{**_named(one), **_arrived(one, ran.get(one.id))} for one in lying],
        "largest": settings.upload_limit_bytes,
        "room": left,
    }


def _named(one: UploadView) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "original_name": one.original_name,
        "mark": one.mark,
        "by": one.made_by,
    }


def _arrived(one: UploadView, run: RunView | None) -> dict[str, Any]:
    why = one.refusal
    return {
        "bytes": one.bytes,
        "digest": one.digest,
        "safe": True,
        "copied": one.copied_at is not None,
        "same_as": one.same_as,
        "refusal": sentence_of(why.template, why.values) if why else "",
        "run": _run(run) if run else None,
    }


def _run(run: RunView) -> dict[str, Any]:
    return {
        "id": run.id,
        "state": run.state.value,
        "progress": run.progress,
        "doing": run.doing,
    }
