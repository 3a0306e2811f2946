"""Timelines that would harm whoever believes them, one function for each kind."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.pipeline.timeline.otio_text import at, clip, reach, timeline, track

DEEP = 10_000
GOLDEN = Path(__file__).parents[1] / "pipeline/timeline/interchange/golden"
EVENT = "{number:06d}  AX       V     C        00:00:00:00 00:00:00:01 00:00:00:00 00:00:00:01\n"
FCPXML = (
    '<fcpxml version="1.9"><resources><format id="r1" frameDuration="1/25s"/>{resources}'
    '</resources><project name="p"><sequence format="r1"><spine>{spine}</spine></sequence>'
    "</project></fcpxml>"
)
XMEML = (
    '<xmeml version="4"><sequence id="s1"><name>loop</name><rate><timebase>25</timebase></rate>'
    "<media><video><track>{items}</track></video></media></sequence></xmeml>"
)
ITEM = (
    "<clipitem><name>a</name><start>{start}</start><end>{end}</end><in>{into}</in><out>5</out>"
    "{inside}</clipitem>"
)
MLT = (
    '<mlt><profile frame_rate_num="25" frame_rate_den="1"/>'
    '<producer id="a"><property name="resource">a.mov</property></producer>'
    '<playlist id="p">{entries}</playlist><tractor id="t">{tracks}</tractor></mlt>'
)
GES = "<ges><project><timeline><layer priority='0'>{clips}</layer></timeline></project></ges>"
GES_CLIP = "<clip type-name='GESUriClip' asset-id='file:///a' start='{start}' duration='{length}'/>"
FILE = '<file id="f"><name>a.mov</name></file>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


def deep() -> Iterator[tuple[str, bytes]]:
    """Ten thousand things inside each other."""
    yield "deep.otio", b'{"OTIO_SCHEMA":"Stack.1","children":[' * DEEP
    for root in ("xmeml", "fcpxml", "mlt", "ges"):
        yield f"deep_{root}.xml", f"<{root}>{'<a>' * DEEP}{'</a>' * DEEP}</{root}>".encode()


def loops() -> Iterator[tuple[str, bytes]]:
    """Sequences that lie in themselves, and some that only become very many."""
    inside = ITEM.format(start=0, end=5, into=0, inside='<sequence id="s1"/>')
    yield "loop.xml", XMEML.format(items=inside).encode()
    ref = '<ref-clip ref="{}" duration="5s"/>'
    media = '<media id="{}"><sequence format="r1"><spine>{}</spine></sequence></media>'
    own = FCPXML.format(resources=media.format("m1", ref.format("m1")), spine=ref.format("m1"))
    yield "loop.fcpxml", own.encode()
    levels = "".join(media.format(f"m{n}", ref.format(f"m{n + 1}") * 10) for n in range(10))
    yield "many.fcpxml", FCPXML.format(resources=levels, spine=ref.format("m0")).encode()
    track_of_itself = '<track producer="t"/>'
    entry = '<entry producer="t" in="0" out="5"/>'
    yield "loop.mlt", MLT.format(entries=entry, tracks=track_of_itself).encode()
    yield "loop2.mlt", MLT.format(entries=entry, tracks='<track producer="p"/>').encode()
    own_entry = '<entry producer="p" in="0" out="5"/>'
    yield "loop3.mlt", MLT.format(entries=own_entry, tracks='<track producer="p"/>').encode()
    plain = json.loads(timeline(track(clip("a", 0, 9))))
    plain["OTIO_REF_ID"] = "me"
    plain["tracks"]["children"].append({"OTIO_SCHEMA": "SerializableObjectRef.1", "id": "me"})
    yield "loop.otio", json.dumps(plain).encode()


def times() -> Iterator[tuple[str, bytes]]:
    """Numbers that are no time of any film."""
    for name, value in (
        ("nan", "NaN"),
        ("infinite", "Infinity"),
        ("huge", "1e300"),
        ("many", "1e15"),
    ):
        text = timeline(track(clip("a", 0, 7777))).replace(b"7777", value.encode())
        yield f"{name}.otio", text
        item = ITEM.format(start=0, end=value, into=0, inside=FILE)
        yield f"{name}.xml", XMEML.format(items=item).encode()
        asset = '<asset id="r2" src="a.mov" hasVideo="1" hasAudio="1"/>'
        shown = f'<asset-clip ref="r2" duration="{value}s"/>'
        yield f"{name}.fcpxml", FCPXML.format(resources=asset, spine=shown).encode()
        entry = f'<entry producer="a" in="0" out="{value}"/>'
        yield f"{name}.mlt", MLT.format(entries=entry, tracks='<track producer="p"/>').encode()
        yield f"{name}.xges", GES.format(clips=GES_CLIP.format(start=0, length=value)).encode()
    backwards = timeline(track(clip("a", 0, 9) | {"source_range": reach(0, -9)}))
    yield "negative.otio", backwards
    shown = '<gap duration="-5s"/><gap duration="1/0s"/>'
    yield "negative.fcpxml", FCPXML.format(resources="", spine=shown).encode()
    yield "rate.otio", timeline(track(clip("a", 0, 9)), start=at(0, 0.0))


def many() -> Iterator[tuple[str, bytes]]:
    """Clips by the hundred thousand, and a film of 10^9 frames."""
    yield "many.edl", "".join(EVENT.format(number=n) for n in range(300_000)).encode()
    entries = '<entry producer="a" in="0" out="0"/>' * 1_000_000
    yield "many.mlt", MLT.format(entries=entries, tracks='<track producer="p"/>').encode()
    items = ITEM.format(start=0, end=5, into=0, inside="") * 300_000
    yield "many.xml", XMEML.format(items=items).encode()
    yield "many.xges", GES.format(clips=GES_CLIP.format(start=0, length=1) * 500_000).encode()
    yield "many.otio", b'{"a":[' + b'{"OTIO_SCHEMA":"Clip.2"},' * 1_900_000 + b"0]}"
    yield "elements.fcpxml", b"<fcpxml>" + b"<a/>" * 5_000_000 + b"</fcpxml>"
    yield "long.otio", timeline(track(clip("a", 0, 10**9)))


def names() -> Iterator[tuple[str, bytes]]:
    """Names that mean something elsewhere."""
    odd = "a\n001 AX V C\u202e\"'<&>../../etc/passwd|rm -rf\x7f"
    yield "names.otio", timeline(track(clip(odd, 0, 50)))
    yield "names.edl", (EVENT.format(number=1) + "* FROM CLIP NAME: ../../../etc/passwd\n").encode()
    long = "x" * 5_000_000
    ref = '<ref-clip ref="m0" duration="1s"/>' * 3000
    media = f'<media id="m0" name="{long}"><sequence format="r1"><spine/></sequence></media>'
    yield "long_name.fcpxml", FCPXML.format(resources=media, spine=ref).encode()


def entities(secret: Path) -> Iterator[tuple[str, bytes]]:
    """Documents that ask the parser to read, to fetch, or to laugh a billion times."""
    for root in ("xmeml", "fcpxml", "mlt", "ges"):
        outside = f'<!DOCTYPE {root} [<!ENTITY x SYSTEM "file://{secret}">]>'
        yield f"entity_{root}.xml", f"{outside}<{root}>&x;</{root}>".encode()
        yield f"laughs_{root}.xml", f"{LAUGHS}<{root}>&b;</{root}>".encode()
        dtd = f'<!DOCTYPE {root} SYSTEM "http://127.0.0.1:18999/x.dtd">'
        yield f"dtd_{root}.xml", f"{dtd}<{root}></{root}>".encode()
    entry = '<entry producer="s" in="0" out="5"/>'
    producer = f'<producer id="s"><property name="resource">{secret}</property></producer>'
    spied = MLT.format(entries=entry, tracks='<track producer="p"/>')
    yield "spy.mlt", spied.replace("<playlist", producer + "<playlist").encode()
    yield "spy.edl", (EVENT.format(number=1) + f"* FROM CLIP: {secret}\n").encode()
    yield "spy.otio", timeline(track(clip(f"file://{secret}", 0, 5)))


def packages() -> Iterator[tuple[str, bytes]]:
    """Packages that grow, climb out of their folder, or are none."""
    yield "bomb.otioz", packed({"content.otio": b" " * 200_000_000})
    yield "climbs.otioz", packed({"../../content.otio": timeline(track(clip("a", 0, 9)))})
    yield "empty.otioz", packed({"readme.txt": b"nothing"})
    yield "package_in_package.otioz", packed({"content.otio": packed({"content.otio": b"{}"})})
    whole = packed({"content.otio": timeline(track(clip("a", 0, 9)))})
    yield "cut.otioz", whole[: len(whole) // 2]
    yield "entries.otioz", packed({f"media/{n}": b"" for n in range(60_000)})
    yield "false.aaf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000


def packed(files: dict[str, bytes]) -> bytes:
    """Return a package with these files."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return into.getvalue()


def pieces() -> Iterator[tuple[str, bytes]]:
    """Files that were not sent to their end."""
    for path in sorted(GOLDEN.iterdir()):
        content = path.read_bytes()
        for part in (3, 2):
            yield f"part{part}_{path.name}", content[: len(content) * (part - 1) // part]
    yield "nothing.otio", b""
    yield "schema.otio", timeline({"OTIO_SCHEMA": "Hologram.7", "children": []})


def every(secret: Path) -> Iterator[tuple[str, bytes]]:
    """All of them."""
    for kind in (deep, loops, times, many, names, packages, pieces):
        yield from kind()
    yield from entities(secret)
