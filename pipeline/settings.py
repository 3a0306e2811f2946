"""Every setting: its name, its variable, its default, and what it is for.

The environment is read once, at an entry point (`claquette`, a worker, the web site), and passed
down as a value. A variable that begins with CLAQUETTE_ and is not in the table is refused, so that
a misspelt setting is not silently without effect.
"""

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.documents.delivery import KINDS, USUAL
from pipeline.documents.turnover import USUAL_START, checked_start
from pipeline.errors import CannotRead, Refused
from pipeline.setting_values import GIB as GIB
from pipeline.setting_values import X264_PRESETS as X264_PRESETS
from pipeline.setting_values import bytes_of, kinds, port, preset, whole, words, yes_or_no

PREFIX: Final = "CLAQUETTE_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one process; the table SETTINGS says what each is for."""

    home: Path
    database_url: str
    redis_url: str
    store_url: str
    second_store_url: str
    ffmpeg: str
    secret_key: str
    secret_key_file: Path
    host: str
    port: int
    https: bool
    trusted_proxies: int
    languages: tuple[str, ...]
    upload_limit_bytes: int
    group_quota_bytes: int
    cache_bytes: int
    render_preset: str
    render_processes: int
    segment_processes: int
    turnover_start: str
    turnover_handle_s: int
    deliveries: tuple[str, ...]
    hooks_inside: bool
    lease_s: int

    @property
    def database(self) -> str:
        """Address of the database: the one that was set, else SQLite in the home folder."""
        return self.database_url or f"sqlite:///{(self.home / 'claquette.sqlite3').absolute()}"

    @property
    def store(self) -> str:
        """Address of the file store: the one that was set, else a folder in the home folder."""
        return self.store_url or str((self.home / "store").absolute())

    @property
    def key_file(self) -> Path:
        """Where the secret key is kept when it was not given as a value."""
        return self.home / self.secret_key_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One row of the table."""

    name: str
    """The field of Settings."""
    variable: str
    """The environment variable."""
    default: str
    """What holds when the variable is missing or empty, as one would write it."""
    help: str
    parse: Callable[[str], Any] = str


SETTINGS: Final = (
    Setting(
        name="home",
        variable="CLAQUETTE_HOME",
        default="data",
        help="Folder for everything that is kept: database, files, cache, secret key.",
        parse=Path,
    ),
    Setting(
        name="database_url",
        variable="DATABASE_URL",
        default="",
        help="PostgreSQL address; empty means SQLite in the home folder.",
    ),
    Setting(
        name="redis_url",
        variable="REDIS_URL",
        default="",
        help="Redis address; empty means a Redis of our own, started with the site.",
    ),
    Setting(
        name="store_url",
        variable="STORE_URL",
        default="",
        help="File store: a folder, or s3://bucket?endpoint=ADDRESS; empty means the home folder.",
    ),
    Setting(
        name="second_store_url",
        variable="SECOND_STORE_URL",
        default="",
        help="Second place of every recording, as STORE_URL; best on another disk. Only with it "
        "does Claquette say that a card may be erased.",
    ),
    Setting(
        name="ffmpeg",
        variable="FFMPEG",
        default="",
        help="Path of the ffmpeg to use; empty means the one that was installed with Claquette.",
    ),
    Setting(
        name="secret_key",
        variable="CLAQUETTE_SECRET_KEY",
        default="",
        help="Signs log-ins; empty means the key file.",
    ),
    Setting(
        name="secret_key_file",
        variable="CLAQUETTE_SECRET_KEY_FILE",
        default="secret_key",
        help="File with the secret key, seen from the home folder; made when it is missing.",
        parse=Path,
    ),
    Setting(
        name="host",
        variable="CLAQUETTE_HOST",
        default="127.0.0.1",
        help="Address the site listens on; 0.0.0.0 lets phones and tablets in.",
    ),
    Setting(
        name="port",
        variable="CLAQUETTE_PORT",
        default="8000",
        help="Port the site listens on; the next free one is taken when it is in use.",
        parse=port,
    ),
    Setting(
        name="https",
        variable="CLAQUETTE_HTTPS",
        default="no",
        help="yes when people reach the site by https: cookies are then never sent without it.",
        parse=yes_or_no,
    ),
    Setting(
        name="trusted_proxies",
        variable="CLAQUETTE_TRUSTED_PROXIES",
        default="0",
        help="How many proxies stand in front of the site and tell it who is calling.",
        parse=whole,
    ),
    Setting(
        name="languages",
        variable="CLAQUETTE_LANGUAGES",
        default="en,fr,ja,ar",
        help="Languages people can choose, by comma; the first is the default.",
        parse=words,
    ),
    Setting(
        name="upload_limit_bytes",
        variable="CLAQUETTE_UPLOAD_LIMIT_BYTES",
        default="64G",
        help="Largest single file a group may send; K, M, G may follow the number.",
        parse=bytes_of,
    ),
    Setting(
        name="group_quota_bytes",
        variable="CLAQUETTE_GROUP_QUOTA_BYTES",
        default="100G",
        help="Space for the recordings of one group, those on their way included; 0 for no limit.",
        parse=bytes_of,
    ),
    Setting(
        name="cache_bytes",
        variable="CLAQUETTE_CACHE_BYTES",
        default="20G",
        help="Disk space for encoded segments, and as much for copies of files in S3;"
        " the longest unused go first.",
        parse=bytes_of,
    ),
    Setting(
        name="render_preset",
        variable="CLAQUETTE_RENDER_PRESET",
        default="veryfast",
        help="x264 preset of the screening copy: slower presets make smaller files.",
        parse=preset,
    ),
    Setting(
        name="render_processes",
        variable="CLAQUETTE_RENDER_PROCESSES",
        default="1",
        help="How many ffmpeg one worker runs side by side.",
        parse=whole,
    ),
    Setting(
        name="segment_processes",
        variable="CLAQUETTE_SEGMENT_PROCESSES",
        default="1",
        help="How many workers on this machine encode segments of films that others render.",
        parse=whole,
    ),
    Setting(
        name="turnover_start",
        variable="CLAQUETTE_TURNOVER_START",
        default=USUAL_START,
        help="Timecode of a film's first frame in what the sound people get, as agreed with them.",
        parse=checked_start,
    ),
    Setting(
        name="turnover_handle_s",
        variable="CLAQUETTE_TURNOVER_HANDLE_S",
        default="2",
        help="Seconds of sound that the sound people get before and after each clip.",
        parse=whole,
    ),
    Setting(
        name="deliveries",
        variable="CLAQUETTE_DELIVERIES",
        default=",".join(USUAL),
        help="What a signed film is made into, by comma: " + ", ".join(KINDS) + "; or none.",
        parse=kinds,
    ),
    Setting(
        name="hooks_inside",
        variable="CLAQUETTE_HOOKS_INSIDE",
        default="no",
        help="yes when webhooks may go to addresses inside this network, too.",
        parse=yes_or_no,
    ),
    Setting(
        name="lease_s",
        variable="CLAQUETTE_LEASE_S",
        default="60",
        help="Seconds without a sign of life after which a run is given to another worker.",
        parse=whole,
    ),
)


def _value(setting: Setting, environment: Mapping[str, str]) -> Any:
    given = environment.get(setting.variable, "").strip() or setting.default
    try:
        return setting.parse(given)
    except (ValueError, KeyError, CannotRead) as fault:
        raise CannotRead(
            "The setting %(variable)s cannot be “%(given)s”. It is: %(help)s",
            detail=str(fault),
            variable=setting.variable,
            given=given[:80],
            help=setting.help,
        ) from fault


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    known = [setting.variable for setting in SETTINGS]
    for variable in sorted(environment):
        if variable.startswith(PREFIX) and variable not in known:
            near = difflib.get_close_matches(variable, known, n=1, cutoff=0.8)
            raise Refused(
                "There is no setting %(variable)s. %(advice)s",
                variable=variable,
                advice=f"Did you mean {near[0]}?"
                if near
                else "docs/running_at_a_school.md lists them.",
            )


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Return the settings of an environment. Raise Refused or CannotRead, naming the variable."""
    _refuse_unknown(environment)
    return Settings(**{setting.name: _value(setting, environment) for setting in SETTINGS})
