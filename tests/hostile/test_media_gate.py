"""Hostile films, sounds and pictures through gate and probe, as their manifest expects.

The corpus stands beside the checkout. Each case says what must happen to its file; in every case
nothing may hang, read another file, open a connection, or write more than it is allowed.
"""

import json
import random
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from pipeline.media import probe_child
from pipeline.media.facts import MediaFacts
from pipeline.media.ffmpeg import Limits, run_ffmpeg
from pipeline.media.graphs import conformed_sound
from pipeline.media.pictures import take_picture
from pipeline.media.probe import Upload, head_of, probe_all
from pipeline.media.safety import PICTURE_KINDS, Trouble, UnfitMedia, display_name, sniff
from tests.conftest import SHARED

pytestmark = pytest.mark.ffmpeg

CORPUS = SHARED / "hostile"
CANARY_PORT = 18999
SECRETS = (b"52.52", b"Mia Muster", b"root:x:0:0")
TIGHT = Limits(wall_s=20, cpu_s=20, file_bytes=20_000_000)
SECONDS_OF_ALL = 30
SEED = 20250816
FLIPPED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One row of the manifest."""

    file: str
    route: str
    upload_as: str
    expected: str
    codes: tuple[str, ...]
    detail: str

    @property
    def path(self) -> Path:
        """The file of the corpus."""
        return CORPUS / self.file


def cases(*routes: str) -> list[Case]:
    """The cases of these routes; none where the corpus is missing."""
    manifest = CORPUS / "MANIFEST.json"
    if not manifest.is_file():
        return []
    items = json.loads(manifest.read_text(encoding="utf-8"))["items"]
    return [
        Case(
            file=item["file"],
            route=item["route"],
            upload_as=item["upload_as"],
            expected=item["expected"],
            codes=tuple((item["error_code"] or "").split("|")),
            detail=item["detail"],
        )
        for item in items
        if item["route"] in routes
    ]


MEDIA = cases("media", "audio")
PICTURES = cases("image")
Verdict = MediaFacts | UnfitMedia


@pytest.fixture(scope="module")
def canary() -> Iterator[list[str]]:
    """A server that hostile files name; whoever asks it has escaped."""
    asked: list[str] = []

    class Canary(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", CANARY_PORT), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield asked
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def verdicts(canary: list[str]) -> Mapping[str, Verdict]:
    """What gate and probe say of every file, in one go as for one group's upload."""
    began = time.monotonic()
    answers = probe_all([Upload(path=case.path, name=case.upload_as) for case in MEDIA])
    assert time.monotonic() - began < SECONDS_OF_ALL
    return {case.file: answer for case, answer in zip(MEDIA, answers, strict=True)}


def code_of(case: Case, verdict: Verdict) -> str:
    """The code as the rushes would report it; "" for a file that is taken."""
    if isinstance(verdict, UnfitMedia):
        return verdict.code.value
    is_take = case.route == "media"
    return Trouble.NO_VIDEO.value if is_take and verdict.video is None else ""


def agrees(case: Case, code: str) -> bool:
    """Whether the manifest expects this."""
    if case.expected == "safe_either":
        return True
    return code in case.codes if case.expected.startswith("reject") else code == ""


@pytest.mark.parametrize("case", MEDIA, ids=lambda case: case.file)
def test_each_file_gets_the_verdict_of_the_manifest(
    case: Case, verdicts: Mapping[str, Verdict]
) -> None:
    code = code_of(case, verdicts[case.file])
    assert agrees(case, code), f"{code or 'taken'}, not {case.expected} {case.codes}: {case.detail}"


@pytest.mark.parametrize("case", PICTURES, ids=lambda case: case.file)
def test_each_picture_gets_the_verdict_of_the_manifest(case: Case, tmp_path: Path) -> None:
    clean = tmp_path / "clean.jpg"
    try:
        take_picture(case.path, name=case.upload_as, into=clean)
        code = ""
    except UnfitMedia as refused:
        code = refused.code.value
    assert agrees(case, code), code
    assert code or b"Exif" not in clean.read_bytes()


@pytest.mark.parametrize("case", MEDIA, ids=lambda case: case.file)
def test_a_refused_file_has_a_sentence_with_its_clean_name(
    case: Case, verdicts: Mapping[str, Verdict]
) -> None:
    verdict = verdicts[case.file]
    if isinstance(verdict, UnfitMedia):
        assert display_name(case.upload_as) in str(verdict)
        assert "ffmpeg" not in str(verdict)


@pytest.mark.parametrize("case", MEDIA, ids=lambda case: case.file)
def test_an_accepted_sound_becomes_whole_numbers_and_tells_no_secret(
    case: Case, verdicts: Mapping[str, Verdict], tmp_path: Path
) -> None:
    """Films go through the whole ingest in test_ingest.py."""
    verdict = verdicts[case.file]
    if isinstance(verdict, UnfitMedia) or verdict.video is not None:
        return
    began, made = time.monotonic(), tmp_path / "sound.wav"
    run_ffmpeg(conformed_sound(case.path.absolute(), verdict.kind, made), limits=TIGHT)
    assert time.monotonic() - began < TIGHT.wall_s
    content = made.read_bytes()
    assert len(content) <= TIGHT.file_bytes
    assert not [secret for secret in SECRETS if secret in content]


def test_nobody_asked_the_canary_and_nothing_was_written_elsewhere(
    canary: list[str], verdicts: Mapping[str, Verdict]
) -> None:
    if not verdicts:
        pytest.skip("the hostile corpus does not stand beside this checkout")
    assert canary == []
    assert not Path("/tmp/pwned.ttf").exists()


def test_most_of_the_corpus_agrees_and_the_figure_is_told(
    verdicts: Mapping[str, Verdict], record_property: Callable[[str, object], None]
) -> None:
    agreed = [case for case in MEDIA if agrees(case, code_of(case, verdicts[case.file]))]
    record_property("agreement", f"{len(agreed)} of {len(MEDIA)}")
    assert len(agreed) == len(MEDIA)


def test_the_looking_process_opens_only_the_file_it_was_given(tmp_path: Path) -> None:
    """System calls are the judge: no other file of the corpus, no connection, no program."""
    strace = shutil.which("strace")
    if strace is None or not MEDIA:
        pytest.skip("needs strace and the hostile corpus")
    wishes = []
    for case in MEDIA:
        try:
            kind = sniff(head_of(case.path), name=case.upload_as)
        except UnfitMedia:
            continue
        if kind not in PICTURE_KINDS:
            wish = {"path": str(case.path.absolute()), "kind": kind, "seconds": 20}
            wishes.append({**wish, "most_streams": 16, "most_pixels": 40_000_000})
    lines = "".join(json.dumps({**wish, "most_channels": 8}) + "\n" for wish in wishes)
    log = tmp_path / "calls"
    calls = "trace=openat,open,connect,bind,execve,socket"
    child = [sys.executable, "-I", "-B", str(Path(probe_child.__file__))]
    run = subprocess.run(
        [strace, "-f", "-e", calls, "-o", str(log), *child],
        input=lines.encode(),
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert len(run.stdout.splitlines()) == len(wishes)
    said = log.read_text(errors="replace")
    allowed = {str(wish["path"]) for wish in wishes}
    opened = {name for name in re.findall(r'open(?:at)?\(.*?"((?:[^"\\]|\\.)*)"', said)}
    escaped = {
        name
        for name in opened
        if name.startswith(str(SHARED)) and name.encode().decode("unicode_escape") not in allowed
    }
    assert {name for name in escaped if "\\" not in name} == set()
    assert "/etc/passwd" not in opened
    assert "AF_INET" not in said
    assert said.count("execve(") == 1


def test_every_hostile_name_is_shown_as_a_short_name_without_folders() -> None:
    names = CORPUS / "filename" / "filenames.json"
    if not names.is_file():
        pytest.skip("the hostile corpus does not stand beside this checkout")
    for item in json.loads(names.read_text(encoding="utf-8")):
        shown = display_name(item["name"])
        assert 0 < len(shown) <= 120
        assert "/" not in shown
        assert shown not in {".", ".."}
        assert shown.isprintable(), item["name"]
        shown.encode("utf-8")


def test_flipped_bytes_are_always_answered_and_never_hang(tmp_path: Path) -> None:
    """Healthy clips with some bytes changed: taken or refused, but each is answered."""
    clips = sorted((CORPUS / "ok").glob("*.m[pok][4v]*"))
    if not clips:
        pytest.skip("the hostile corpus does not stand beside this checkout")
    chance = random.Random(SEED)
    uploads = []
    for number in range(FLIPPED):
        content = bytearray(clips[number % len(clips)].read_bytes())
        for _ in range(chance.randint(1, 40)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path = tmp_path / f"{number}.mp4"
        path.write_bytes(content)
        uploads.append(Upload(path=path, name=path.name))
    answers = probe_all(uploads)
    assert len(answers) == FLIPPED
    assert all(isinstance(answer, MediaFacts | UnfitMedia) for answer in answers)
