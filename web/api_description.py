"""What programs may ask, as data: the page for people and the OpenAPI description are made of it.

Source of the shape: OpenAPI 3.1.1. The routes are in blueprints/api.py; a test holds both together.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from flask_babel import lazy_gettext as _

from pipeline.run_state import RunState
from pipeline.sign_off import ReviewState
from pipeline.stage_facts import STAGE_NAMES
from pipeline.standing import CellState, WaitingFor
from web.problems import MIME

BASE: Final = "/api/v1"
Plain = dict[str, Any]


class Operation(NamedTuple):
    """One thing that a program can ask."""

    id: str
    """The last word of the route's endpoint."""
    method: str
    path: str
    says: Any
    """For people: a lazy translation."""
    summary: str
    answers: Mapping[str, Plain]
    """By status, without the problems that every operation may answer."""
    problems: tuple[int, ...] = (401, 404, 429)
    body: Plain | None = None


PROBLEMS: Final = {
    401: "There is no token, or it opens nothing.",
    403: "The stage is not open, or the work is with a mentor now.",
    404: "There is no such thing, or it belongs to another group.",
    409: "Somebody was faster.",
    413: "A file is larger than the site takes.",
    422: "A file is not what it says, or is of a kind that the stage does not take.",
    429: "That was too often in a short time.",
    503: "Too many are saving at this moment.",
    507: "The disk of the server is full.",
}


def _ref(name: str) -> Plain:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(name: str) -> Plain:
    return {"description": name, "content": {"application/json": {"schema": _ref(name)}}}


def _object(**properties: Plain) -> Plain:
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def _one_of(words: Any) -> Plain:
    return {"type": "string", "enum": [str(word) for word in words]}


def _or_null(schema: Plain) -> Plain:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(schema: Plain) -> Plain:
    return {"type": "array", "items": schema}


_TEXT: Final[Plain] = {"type": "string"}
_MOMENT: Final[Plain] = {"type": "string", "format": "date-time"}
_NUMBER: Final[Plain] = {"type": "integer", "minimum": 0}
_PART: Final[Plain] = {"type": "number", "minimum": 0, "maximum": 1}

_VERSION: Final[Plain] = {
    "id": _NUMBER,
    "film": _NUMBER,
    "stage": _one_of(STAGE_NAMES),
    "number": _NUMBER,
    "digest": _TEXT,
    "state": _one_of(ReviewState),
    "since": _MOMENT,
    "made_by": _TEXT,
    "made_at": _MOMENT,
    "note": _TEXT,
}

_STAGES: Final[Plain] = {
    **_list(_ref("Stage")),
    "description": "The stages that the film has, in their order; others were left out.",
}

SCHEMAS: Final[Plain] = {
    "Board": _object(workshop=_TEXT, films=_list(_ref("Film"))),
    "Film": _object(id=_NUMBER, title=_TEXT, group=_TEXT, stages=_STAGES),
    "Stage": _object(
        stage=_one_of(STAGE_NAMES),
        state=_one_of(CellState),
        waiting_for=_one_of(WaitingFor),
        since=_or_null(_MOMENT),
        revision_id=_or_null(_NUMBER),
        number=_NUMBER,
        progress=_or_null(_PART),
    ),
    "Versions": _object(revisions=_list(_ref("Version"))),
    "Version": _object(**_VERSION),
    "WholeVersion": _object(
        **_VERSION,
        run=_or_null(_object(state=_one_of(RunState), progress=_PART)),
        report=_or_null(_ref("Report")),
        files=_list(_ref("File")),
    ),
    "Report": _object(
        blockers=_list(_ref("Finding")),
        warnings=_list(_ref("Finding")),
        facts={"type": "object"},
    ),
    "Finding": _object(code=_TEXT, place=_TEXT, sentence=_TEXT),
    "File": _object(
        side=_one_of(("made", "locked")),
        name=_TEXT,
        bytes=_NUMBER,
        sha256=_TEXT,
        address=_TEXT,
    ),
    "Problem": _object(type=_TEXT, title=_TEXT, status=_NUMBER, detail=_TEXT),
}

_SENT: Final[Plain] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {
                    "files": _list(
                        {"type": "string", "contentMediaType": "application/octet-stream"}
                    ),
                    "note": {"type": "string", "maxLength": 500},
                    "leave_out": _list(_TEXT),
                },
                "required": ["files"],
            }
        }
    },
}

PARAMETERS: Final[Mapping[str, Plain]] = {
    "project_id": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
    "stage": _one_of(STAGE_NAMES),
    "revision_id": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1},
    "side": _one_of(("made", "locked")),
    "name": {"type": "string", "minLength": 1},
}
"""What stands in an address."""

_STAGE: Final = "/films/{project_id}/{stage}/revisions"

OPERATIONS: Final = (
    Operation(
        id="board",
        method="get",
        path="/board",
        says=_("Where each film of the group stands, stage by stage."),
        summary="Read the board of the group",
        answers={"200": _json("Board")},
        problems=(401, 429),
    ),
    Operation(
        id="listing",
        method="get",
        path=_STAGE,
        says=_("All versions of a stage, the newest first."),
        summary="List the versions of a stage",
        answers={"200": _json("Versions")},
    ),
    Operation(
        id="send",
        method="post",
        path=_STAGE,
        says=_("Send files as a new version. The answer comes when they are safe on the disk."),
        summary="Send a version of a stage",
        answers={"201": _json("Version")},
        problems=(401, 403, 404, 409, 413, 422, 429, 503, 507),
        body=_SENT,
    ),
    Operation(
        id="revision",
        method="get",
        path="/revisions/{revision_id}",
        says=_("A version with its report, and the files that were made of it."),
        summary="Read a version with its report",
        answers={"200": _json("WholeVersion")},
    ),
    Operation(
        id="file",
        method="get",
        path="/revisions/{revision_id}/{side}/{name}",
        says=_("A file that was made of a version: a PDF, a film, a table."),
        summary="Fetch a product",
        answers={
            "200": {
                "description": "The bytes",
                "content": {"*/*": {"schema": {"contentMediaType": "application/octet-stream"}}},
            }
        },
    ),
)


def _as_openapi(one: Operation) -> Plain:
    names = [part.strip("{}") for part in one.path.split("/") if part.startswith("{")]
    plain: Plain = {
        "operationId": one.id,
        "summary": one.summary,
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": PARAMETERS[name]}
            for name in names
        ],
        "responses": {
            **one.answers,
            **{
                str(status): {
                    "description": PROBLEMS[status],
                    "content": {MIME: {"schema": _ref("Problem")}},
                }
                for status in one.problems
            },
        },
    }
    return {**plain, "requestBody": one.body} if one.body else plain


def _paths() -> Plain:
    paths: dict[str, Plain] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method] = _as_openapi(one)
    return paths


DESCRIPTION: Final[Plain] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Claquette",
        "version": "1",
        "summary": "What a program of a group may read, send and fetch.",
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    },
    "servers": [{"url": BASE}],
    "security": [{"token": []}],
    "paths": _paths(),
    "components": {
        "schemas": SCHEMAS,
        "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
    },
}
