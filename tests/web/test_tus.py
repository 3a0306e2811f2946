"""Whose uploads, how many, how long: what this site asks beyond the protocol."""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from pipeline import arrivals, receiving
from pipeline.access import digest_of_token
from pipeline.files import Incoming, LocalStore
from pipeline.records import Book, people, revisions, uploads
from pipeline.records.tables import UploadRow
from pipeline.records.values import FileSide, UploadView
from pipeline.run_state import RunState
from tests.cast import Cast
from tests.film_days import open_rushes
from tests.web.conftest import Visitor
from web import auth
from web.parts import KEY
from workers.housekeeping import tidy_uploads

TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {**TUS, "Content-Type": "application/offset+octet-stream"}
FILM = b"frames" * 1000


@pytest.fixture(autouse=True)
def rushes(book: Book, cast: Cast, store: LocalStore, tmp_path: Path) -> None:
    open_rushes(book, cast, store, tmp_path)


def where(cast: Cast) -> str:
    return f"/projects/{cast.blue_film}/rushes/uploads/"


def metadata(**said: str) -> str:
    return ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in said.items())


def create(who: Visitor, cast: Cast, length: int = len(FILM), **said: str) -> TestResponse:
    headers = {**TUS, "Upload-Length": str(length)}
    if said:
        headers["Upload-Metadata"] = metadata(**said)
    return who.client.post(where(cast), headers=headers)


def begin(who: Visitor, cast: Cast, length: int = len(FILM), **said: str) -> str:
    made = create(who, cast, length, **said)
    assert made.status_code == 201, made.text
    place: str = made.headers["Location"]
    assert place.startswith("/uploads/")
    return place


def patch(who: Visitor, place: str, at: int, body: bytes) -> TestResponse:
    return who.client.patch(place, headers={**BYTES, "Upload-Offset": str(at)}, data=body)


def head(who: Visitor, place: str) -> TestResponse:
    return who.client.head(place, headers=TUS)


def listing(who: Visitor, cast: Cast) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(who.get(where(cast)).text)
    return found


def known_of(who: Visitor, place: str, digest: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(who.post(place, digest=digest).text)
    return found


def view(book: Book, place: str) -> UploadView:
    with book.reading() as session:
        return uploads.with_key(session, place.rsplit("/", 1)[-1])


def grow_old(book: Book, place: str, days: float) -> None:
    """Let nobody have gone on with an upload for some days."""
    with book.writing() as session:
        session.execute(
            update(UploadRow)
            .where(UploadRow.key == place.rsplit("/", 1)[-1])
            .values(expires_at=datetime.now(UTC) + arrivals.LASTS - timedelta(days=days))
        )


def test_a_recording_that_came_in_two_pieces_lies_on_the_table_and_a_worker_is_wanted(
    aya: Visitor, cast: Cast, book: Book, told: list[str], incoming: Incoming, store: LocalStore
) -> None:
    place = begin(aya, cast, filename="S01_P02.MOV", relativePath="DCIM/100/S01_P02.MOV")
    assert patch(aya, place, 0, FILM[:1000]).headers["Upload-Offset"] == "1000"
    assert told == []
    assert patch(aya, place, 1000, FILM[1000:]).status_code == 204
    assert told == ["new work"]
    table = listing(aya, cast)
    assert table["on_the_way"] == []
    (lying,) = table["on_the_table"]
    assert lying["name"] == "S01_P02.MOV"
    assert lying["original_name"] == "DCIM/100/S01_P02.MOV"
    assert lying["safe"] is True
    assert lying["run"]["state"] == RunState.QUEUED.value
    with book.reading() as session:
        held = uploads.held(session, place.rsplit("/", 1)[-1])
    known = incoming.take_in(held)
    assert store.path(known.digest).read_bytes() == FILM


def test_what_is_on_its_way_is_told_with_how_far_it_is_and_its_mark(
    aya: Visitor, marc: Visitor, cast: Cast
) -> None:
    mark = hashlib.sha256(b"any").hexdigest()
    place = begin(aya, cast, filename="a.mov", mark=mark)
    patch(aya, place, 0, FILM[:77])
    (coming,) = listing(aya, cast)["on_the_way"]
    assert coming["key"] == place.rsplit("/", 1)[-1]
    assert (coming["name"], coming["offset"], coming["length"]) == ("a.mov", 77, len(FILM))
    assert coming["mark"] == mark
    (seen,) = listing(marc, cast)["on_the_way"]
    assert seen["key"] == "", "who has the key can send bytes, and adults do not"


def test_a_mark_that_is_none_is_not_kept(aya: Visitor, cast: Cast, book: Book) -> None:
    assert view(book, begin(aya, cast, filename="a.mov", mark="<script>")).mark == ""


def test_another_group_gets_the_answer_of_an_upload_that_is_not_there(
    aya: Visitor, rosa: Visitor, cast: Cast, book: Book
) -> None:
    place = begin(aya, cast)
    missing = "/uploads/" + "x" * 32
    for method in ("HEAD", "PATCH", "DELETE"):
        headers = {**BYTES, "Upload-Offset": "0"}
        foreign, nowhere = (
            rosa.client.open(at, method=method, headers=headers) for at in (place, missing)
        )
        assert foreign.status_code == nowhere.status_code == 404
        assert foreign.data == nowhere.data
        assert "Upload-Offset" not in foreign.headers
    assert create(rosa, cast).status_code == 404
    assert rosa.get(where(cast)).status_code == 404
    assert rosa.post(f"{where(cast)}known", digest="0" * 64).status_code == 404
    assert rosa.post(f"/projects/{cast.blue_film}/rushes/files").status_code == 404
    assert head(aya, place).headers["Upload-Offset"] == "0"
    assert view(book, place).finished_at is None


def test_an_adult_sends_nothing_for_the_group(aya: Visitor, marc: Visitor, cast: Cast) -> None:
    place = begin(aya, cast)
    assert create(marc, cast).status_code == 403
    assert patch(marc, place, 0, FILM).status_code == 403
    assert marc.client.delete(place, headers=TUS).status_code == 403
    assert head(aya, place).headers["Upload-Offset"] == "0"


def test_a_log_in_that_ends_on_the_way_costs_nothing(
    app: Flask, aya: Visitor, stranger: Visitor, cast: Cast, book: Book
) -> None:
    place = begin(aya, cast)
    assert patch(aya, place, 0, FILM[:100]).status_code == 204
    with aya.client.session_transaction() as cookie:
        token = cookie[auth.TOKEN]
    with book.writing() as session:
        people.close_session(session, digest_of_token(token))
    assert head(aya, place).headers["Upload-Offset"] == "100"
    assert patch(aya, place, 100, FILM[100:200]).status_code == 204
    assert patch(stranger, place, 200, FILM[200:]).status_code == 204
    assert view(book, place).finished_at is not None
    assert create(aya, cast).status_code == 403
    assert "not logged in" in create(aya, cast).text


def test_a_stage_that_is_not_open_takes_nothing(
    app: Flask, book: Book, cast: Cast, rosa: Visitor
) -> None:
    answer = rosa.client.post(
        f"/projects/{cast.red_film}/rushes/uploads/", headers={**TUS, "Upload-Length": "5"}
    )
    assert answer.status_code == 403
    assert "stage before" in answer.text


def test_any_name_will_do_since_the_bytes_decide(aya: Visitor, cast: Cast) -> None:
    answer = create(aya, cast, filename="virus.exe")
    assert answer.status_code == 201


def with_quota(app: Flask, size: int) -> None:
    old = app.extensions[KEY]
    app.extensions[KEY] = replace(old, settings=replace(old.settings, group_quota_bytes=size))


def test_what_is_announced_is_reserved_and_a_group_cannot_take_more_than_its_space(
    app: Flask, aya: Visitor, cast: Cast
) -> None:
    with_quota(app, 10_000)
    first = begin(aya, cast, 6000)
    answer = create(aya, cast, 4001)
    assert answer.status_code == 413
    assert "used up its space" in answer.text
    begin(aya, cast, 4000)
    assert create(aya, cast, 1).status_code == 413
    assert aya.client.delete(first, headers=TUS).status_code == 204
    begin(aya, cast, 6000)


def test_a_file_of_unknown_length_cannot_take_more_than_what_is_left(
    app: Flask, aya: Visitor, cast: Cast
) -> None:
    with_quota(app, 1000)
    deferred = {**TUS, "Upload-Defer-Length": "1"}
    place = aya.client.post(where(cast), headers=deferred).headers["Location"]
    assert patch(aya, place, 0, b"x" * 600).status_code == 204
    assert create(aya, cast, 401).status_code == 413
    assert patch(aya, place, 600, b"x" * 401).status_code == 413
    answer = aya.client.patch(
        place, headers={**BYTES, "Upload-Offset": "600", "Upload-Length": "1001"}, data=b""
    )
    assert answer.status_code == 413
    assert patch(aya, place, 600, b"x" * 400).headers["Upload-Offset"] == "1000"


def test_more_than_the_site_takes_of_one_file_is_refused(aya: Visitor, cast: Cast) -> None:
    told = aya.client.options(where(cast)).headers["Tus-Max-Size"]
    assert told == "102400"
    assert create(aya, cast, 102_400).status_code == 201
    answer = create(aya, cast, 102_401)
    assert answer.status_code == 413
    assert "larger than this site takes" in answer.text


def test_a_disk_that_is_full_is_said_and_goes_on_when_there_is_room_again(
    aya: Visitor, cast: Cast, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = begin(aya, cast)
    assert patch(aya, place, 0, FILM[:500]).status_code == 204
    with monkeypatch.context() as hog:
        hog.setattr("pipeline.files.incoming_local.FREE_BYTES", 1 << 60)
        answer = patch(aya, place, 500, FILM[500:])
        assert answer.status_code == 507
        assert "disk of the server is full" in answer.text
        assert create(aya, cast).status_code == 507
        assert head(aya, place).headers["Upload-Offset"] == "500"
        assert aya.post("/preferences", language="fr").status_code == 303
    assert patch(aya, place, 500, FILM[500:]).status_code == 204
    assert view(book, place).finished_at is not None


def test_an_upload_that_nobody_goes_on_with_expires_and_is_swept(
    aya: Visitor, cast: Cast, book: Book, incoming: Incoming, tmp_path: Path
) -> None:
    place, young = begin(aya, cast), begin(aya, cast)
    patch(aya, place, 0, FILM[:500])
    grow_old(book, place, 7.01)
    answer = head(aya, place)
    assert answer.status_code == 410
    assert "Upload-Offset" not in answer.headers
    assert patch(aya, place, 500, FILM[500:]).status_code == 410
    tidy_uploads(book, incoming, tmp_path / "home" / "incoming")
    assert head(aya, place).status_code == 404
    assert incoming.keys() == frozenset()
    assert head(aya, young).status_code == 200


def test_each_piece_gives_another_seven_days(aya: Visitor, cast: Cast, book: Book) -> None:
    place = begin(aya, cast)
    grow_old(book, place, 6)
    patch(aya, place, 0, FILM[:500])
    assert view(book, place).expires_at > datetime.now(UTC) + timedelta(days=6.9)


def whole_but_not_said(aya: Visitor, cast: Cast, book: Book, incoming: Incoming) -> str:
    """Let the process die between the last durable byte and the row."""
    place = begin(aya, cast)
    with book.reading() as session:
        held = uploads.held(session, place.rsplit("/", 1)[-1])
    incoming.append(held, at=0, blocks=[FILM], keep=lambda parts: True)
    assert view(book, place).finished_at is None
    return place


def test_who_asks_finishes_what_was_whole_when_the_process_died(
    aya: Visitor, cast: Cast, book: Book, incoming: Incoming, told: list[str]
) -> None:
    place = whole_but_not_said(aya, cast, book, incoming)
    assert head(aya, place).headers["Upload-Offset"] == str(len(FILM))
    assert view(book, place).finished_at is not None
    assert told == ["new work"]
    assert len(listing(aya, cast)["on_the_table"]) == 1


def test_the_sweeper_finishes_what_was_whole_when_nobody_asks(
    aya: Visitor, cast: Cast, book: Book, incoming: Incoming
) -> None:
    place = whole_but_not_said(aya, cast, book, incoming)
    assert receiving.sweep(book, incoming) == 0, "its request may be running still"
    grow_old(book, place, 8)
    assert receiving.sweep(book, incoming) == 1, "even when it has expired"
    assert view(book, place).finished_at is not None
    assert receiving.sweep(book, incoming) == 0


def test_what_was_counted_is_dropped_and_what_was_not_is_kept(
    aya: Visitor, cast: Cast, book: Book, incoming: Incoming, store: LocalStore
) -> None:
    place = begin(aya, cast)
    patch(aya, place, 0, FILM)
    upload = view(book, place)
    with book.reading() as session:
        known = incoming.take_in(uploads.held(session, upload.key))
    receiving.sweep(book, incoming)
    assert incoming.keys() == {upload.key}
    arrivals.count(book, upload, known)
    receiving.sweep(book, incoming)
    assert incoming.keys() == frozenset()
    assert store.path(known.digest).read_bytes() == FILM


def test_what_has_arrived_cannot_be_deleted_by_its_key_but_taken_from_the_table(
    aya: Visitor, rosa: Visitor, cast: Cast, book: Book
) -> None:
    place = begin(aya, cast)
    patch(aya, place, 0, FILM)
    assert aya.client.delete(place, headers=TUS).status_code == 404
    upload = view(book, place)
    assert rosa.post(f"/uploads/{upload.id}/remove").status_code == 404
    assert aya.post(f"/uploads/{upload.id}/remove").status_code == 303
    assert listing(aya, cast)["on_the_table"] == []
    assert aya.post(f"/uploads/{upload.id}/remove").status_code == 404
    assert head(aya, place).status_code == 404


def test_the_same_bytes_are_recognised_on_the_own_table_and_on_no_other(
    aya: Visitor, rosa: Visitor, cast: Cast, book: Book, incoming: Incoming
) -> None:
    place = begin(aya, cast, filename="take.mov")
    patch(aya, place, 0, FILM)
    digest = hashlib.sha256(FILM).hexdigest()
    assert known_of(aya, f"{where(cast)}known", digest)["known"] is False
    with book.reading() as session:
        known = incoming.take_in(uploads.held(session, place.rsplit("/", 1)[-1]))
    arrivals.count(book, view(book, place), known)
    assert known_of(aya, f"{where(cast)}known", digest.upper()) == {
        "known": True,
        "id": view(book, place).id,
        "name": "take.mov",
    }
    assert known_of(aya, f"{where(cast)}known", "")["known"] is False
    theirs = f"/projects/{cast.red_film}/rushes/uploads/known"
    assert known_of(rosa, theirs, digest)["known"] is False


def test_the_plain_form_takes_files_without_any_script(
    aya: Visitor, cast: Cast, told: list[str], store: LocalStore
) -> None:
    files = [(BytesIO(FILM), "a.mov"), (BytesIO(FILM + b"x"), "b.mov")]
    answer = aya.post(f"/projects/{cast.blue_film}/rushes/files", files=files)
    assert (answer.status_code, answer.location) == (303, f"/projects/{cast.blue_film}/rushes/send")
    lying = listing(aya, cast)["on_the_table"]
    assert [one["name"] for one in lying] == ["a.mov", "b.mov"]
    assert lying[0]["digest"] == hashlib.sha256(FILM).hexdigest()
    assert store.has(str(lying[1]["digest"]))
    assert told == ["new work"]
    assert "Safe on the server: 2 files." in aya.get("/board").text
    answer = aya.post(f"/projects/{cast.blue_film}/rushes/files")
    assert answer.status_code == 422
    odd = aya.post(f"/projects/{cast.blue_film}/rushes/files", files=(BytesIO(b"x"), "x.exe"))
    assert odd.status_code == 303, "what it is, its bytes decide"


def test_a_table_that_comes_by_the_plain_form_is_in_a_version_with_what_lies_there(
    aya: Visitor, book: Book, cast: Cast
) -> None:
    rows = BytesIO(b"file,scene,shot,take\na.mov,1,1,1\n")
    files = [(BytesIO(FILM), "a.mov"), (rows, "takes.csv")]
    aya.post(f"/projects/{cast.blue_film}/rushes/files", files=files)
    with book.reading() as session:
        newest = revisions.newest(session, cast.blue_film, "rushes")
        assert newest
        sent = revisions.files_of(session, newest.id, FileSide.SENT)
    assert {"a.mov", "takes.csv"} <= {one.name for one in sent}
    assert [one["name"] for one in listing(aya, cast)["on_the_table"]] == ["a.mov"]


def test_a_form_of_another_site_cannot_send_bytes(aya: Visitor, cast: Cast) -> None:
    place = begin(aya, cast)
    answer = aya.client.post(place, data=FILM, headers={"X-HTTP-Method-Override": "PATCH"})
    assert answer.status_code == 400, "a form cannot send Tus-Resumable"
    foreign = {**BYTES, "Upload-Offset": "0", "Sec-Fetch-Site": "cross-site"}
    assert aya.client.patch(place, data=FILM, headers=foreign).status_code == 403
    assert head(aya, place).headers["Upload-Offset"] == "0"


def test_the_location_never_holds_a_host_that_was_sent(aya: Visitor, cast: Cast) -> None:
    headers = {**TUS, "Upload-Length": "5", "X-Forwarded-Host": "x.org", "Forwarded": "host=x.org"}
    made = aya.client.post(where(cast), headers=headers)
    assert made.headers["Location"].startswith("/uploads/")


def test_a_post_that_stands_for_no_method_of_an_upload_is_refused(aya: Visitor, cast: Cast) -> None:
    place = begin(aya, cast)
    for method in ("", "GET", "PUT", "OPTIONS"):
        headers = {**TUS, "X-HTTP-Method-Override": method}
        assert aya.client.post(place, headers=headers).status_code == 405
    deleted = aya.client.post(place, headers={**TUS, "X-HTTP-Method-Override": "DELETE"})
    assert deleted.status_code == 204


def test_a_checksum_that_is_wrong_moves_nothing_and_the_right_one_does(
    aya: Visitor, cast: Cast
) -> None:
    place = begin(aya, cast)
    for digest, status in ((b"\0" * 32, 460), (hashlib.sha256(FILM).digest(), 204)):
        said = {"Upload-Checksum": "sha256 " + base64.b64encode(digest).decode()}
        headers = {**BYTES, "Upload-Offset": "0", **said}
        assert aya.client.patch(place, data=FILM, headers=headers).status_code == status
    assert head(aya, place).headers["Upload-Offset"] == str(len(FILM))


def test_too_many_at_once_wait(aya: Visitor, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.arrivals.MOST_OPEN", 3)
    for _ in range(3):
        begin(aya, cast)
    answer = create(aya, cast)
    assert answer.status_code == 429
    assert "on their way at once" in answer.text


def test_the_other_students_of_the_group_go_on_where_one_left_off(
    at: Callable[[int], Visitor], aya: Visitor, cast: Cast, book: Book
) -> None:
    place = begin(aya, cast)
    patch(aya, place, 0, FILM[:9])
    ben = at(cast.ben)
    (coming,) = listing(ben, cast)["on_the_way"]
    assert patch(ben, f"/uploads/{coming['key']}", 9, FILM[9:]).status_code == 204
    assert view(book, place).made_by == "Aya"
