"""The style sheets of a page in one answer, and its scripts in another.

Nothing is built: the address names the files, and they are put one behind the other when it is
asked for. On a phone in a school's network each request waits longer than its bytes take, and a
browser asks for six at once: the cutting room's thirty scripts took eight rounds.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from flask import Flask, Response, request, url_for
from markupsafe import Markup

STATIC: Final = Path(__file__).parent / "static"
MOST_FILES: Final = 50
_NAMES: Final = re.compile(r"[a-z_]+(-[a-z_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file that can be joined: its folder (also its ending), and how it is asked for."""

    folder: str
    mimetype: str
    between: bytes
    address: str
    tag: Markup

    def path(self, name: str) -> Path:
        """Return where a file of this kind lies."""
        return STATIC / self.folder / f"{name}.{self.folder}"


SHEETS: Final = Kind(
    folder="css",
    mimetype="text/css",
    between=b"\n",
    address="sheets/{}.css",
    tag=Markup('<link rel="stylesheet" href="{}">'),
)
SCRIPTS: Final = Kind(
    folder="js",
    mimetype="text/javascript",
    between=b"\n;\n",  # the end of one script must not call what the next begins with
    address="scripts/{}.js",
    tag=Markup('<script src="{}" defer></script>'),
)


def joined(kind: Kind, names: str) -> bytes | None:
    """Return the files of an address (`tokens-base`) in its order; None if one is not ours."""
    wanted = names.split("-")
    if not _NAMES.fullmatch(names) or len(set(wanted)) != len(wanted) or len(wanted) > MOST_FILES:
        return None
    paths = [kind.path(name) for name in wanted]
    if not all(path.is_file() for path in paths):
        return None
    return kind.between.join(path.read_bytes() for path in paths)


def mark(content: bytes) -> str:
    """Return the mark in an address by which a browser may keep an answer for good."""
    return hashlib.sha256(content).hexdigest()[:10]


@cache
def _mark_of(name: str) -> str:
    return mark((STATIC / name).read_bytes())


def asset(name: str) -> str:
    """Return the address of one static file, with its mark."""
    return url_for("static", filename=name, v=_mark_of(name))


@cache
def _mark_of_joined(kind: Kind, names: str) -> str:
    content = joined(kind, names)
    if content is None:
        raise FileNotFoundError(f"no such {kind.folder} among: {names}")
    return mark(content)


def _asked_for(kind: Kind, names: tuple[str, ...]) -> Markup:
    wanted = "-".join(names)
    address = kind.address.format(wanted)
    return kind.tag.format(url_for("static", filename=address, v=_mark_of_joined(kind, wanted)))


def sheets(*names: str) -> Markup:
    """Ask for these style sheets. Raise FileNotFoundError if there is none of that name."""
    return _asked_for(SHEETS, names)


def scripts(*names: str) -> Markup:
    """Ask for these scripts, which run in this order when the page is there. Raise as `sheets`."""
    return _asked_for(SCRIPTS, names)


class Site(Flask):
    """Flask, whose folder of static files answers with joined ones too."""

    def send_static_file(self, filename: str) -> Response:
        """Answer with a static file, or with the joined files that an address names."""
        for kind in (SHEETS, SCRIPTS):
            asked = re.fullmatch(kind.address.format("(.+)"), filename)
            content = asked and joined(kind, asked[1])
            if content:
                return self._kept_for_good(content, kind.mimetype)
        return super().send_static_file(filename)

    def _kept_for_good(self, content: bytes, mimetype: str) -> Response:
        answer = Response(content, mimetype=mimetype)
        answer.set_etag(mark(content))
        answer.cache_control.public = True
        answer.cache_control.max_age = self.get_send_file_max_age(None)
        answer.make_conditional(request)
        return answer
