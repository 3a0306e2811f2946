"""What is promised, measured beside what one would take instead: `make bench`.

The first part is pages per second of our parser: each round times every parser once on the same
text, in turn, so that a busy machine is busy for all of them; a ratio is the median over the
rounds. A yardstick that is not installed is left out. `make bench PARTS="render farm"` measures
only these.
"""

import gc
import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.layout import A4
from pipeline.fountain.look import look_at
from pipeline.fountain.merge import merge_scripts
from pipeline.fountain.parse import parse
from tests.bench.board import print_board
from tests.bench.exact import print_exact
from tests.bench.farm import print_farm
from tests.bench.final_cut import print_final_cut
from tests.bench.ingest import print_ingest
from tests.bench.mix import print_mix
from tests.bench.render import print_render
from tests.bench.sync import print_sync

Parser = Callable[[str], object]
Tell = Callable[[str], None]

ROUNDS: Final = 9
PAGES: Final = 120
MANY_PAGES: Final = 2000
SAMPLE: Final = Path("fixtures/fountain/samples/the_last_birthday_card.fountain")
_MEMORY: Final = """
import resource, sys
from pathlib import Path
from pipeline.fountain.parse import parse

def peak():
    # A child inherits the ru_maxrss of its parent; where the system tells, ask for its own.
    try:
        status = Path("/proc/self/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0])
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

text = sys.stdin.read()
before = peak()
parse(text)
print(peak(), before)
"""


def main(wanted: Sequence[str]) -> None:
    """Print the figures: all of them, or of the parts that are named."""
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        raise SystemExit(f"There is no part {unknown[0]}. There are: {', '.join(PARTS)}")
    for name in wanted or PARTS:
        PARTS[name](tell)


def tell(line: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def print_script(tell: Tell) -> None:
    """Print what reading, showing and merging a script takes."""
    script = _script(PAGES)
    tell(f"The same script of {pages_of(script):.0f} pages, {len(script) // 1000} kB:")
    _print_speed(script)
    _print_growth()
    _print_memory()
    _print_editor(script)
    _print_keystrokes()


def _script(pages: int) -> str:
    """Return a script of so many pages: a real one, its body again and again."""
    shared = Path(__file__).resolve().parents[3] / "shared"
    try:
        text = (shared / SAMPLE).read_text(encoding="utf-8")
    except FileNotFoundError:
        text = "Title: X\n\n" + "INT. QUAY - DAY\n\nRain falls on the water.\n\nMAY\nGo.\n\n" * 100
    title, _, body = text.partition("\n\n")
    times, rest = divmod(pages / pages_of(text), 1)
    part = body[: body.rfind("\n\n", 0, int(len(body) * rest) + 2)]
    return "\n\n".join([title, *[body.strip()] * int(times), part])


def pages_of(text: str) -> float:
    """Return how long a script is by our own page."""
    return screenplay_of(parse(text)).page_eighths / 8


def yardsticks() -> dict[str, Parser]:
    """Return the parsers that are there, ours first."""
    found: dict[str, Parser] = {"claquette": parse}
    makers: dict[str, Callable[[], Parser]] = {
        "screenplain": _screenplain,
        "screenplay-tools": lambda: _tools("screenplay_tools.fountain.parser"),
        "fountain-tools": lambda: _tools("fountain_tools.parser"),
    }
    for name, make in makers.items():
        try:
            found[f"{name} {version(name)}"] = make()
        except ImportError:
            tell(f"  {name} is not installed and is left out (pip install {name})")
    return found


def _screenplain() -> Parser:
    module: Any = import_module("screenplain.parsers.fountain")
    return lambda text: list(module.parse(io.StringIO(text)))


def _tools(name: str) -> Parser:
    module: Any = import_module(name)

    def run(text: str) -> object:
        parser = module.Parser()
        parser.add_text(text)
        return parser.script

    return run


def seconds(parser: Parser, text: str) -> float:
    """Return how long one reading takes; as in timeit, no rubbish is collected meanwhile."""
    gc.collect()
    gc.disable()
    begun = time.perf_counter()
    parser(text)
    taken = time.perf_counter() - begun
    gc.enable()
    return taken


def _print_speed(script: str) -> None:
    parsers = yardsticks()
    rounds = [{name: seconds(one, script) for name, one in parsers.items()} for _ in range(ROUNDS)]
    pages = pages_of(script)
    tell(f"  {'parser':<26}{'pages/s':>10}{'times ours':>12}")
    for name in parsers:
        speed = pages / min(one[name] for one in rounds)
        ratio = statistics.median(one[name] / one["claquette"] for one in rounds)
        tell(f"  {name:<26}{speed:>10.0f}{ratio:>12.2f}")


def _print_growth() -> None:
    few, many = _script(100), _script(MANY_PAGES)
    best = {text: min(seconds(parse, text) for _ in range(ROUNDS)) for text in (few, many)}
    tell(
        f"{MANY_PAGES} pages take {best[many] / best[few]:.1f} times as long as 100"
        f" (they are {pages_of(many) / pages_of(few):.1f} times as many)"
    )


def _print_memory() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _MEMORY],
        input=_script(MANY_PAGES),
        capture_output=True,
        text=True,
        check=True,
    )
    peak, before = (int(kilobytes) / 1024 for kilobytes in ran.stdout.split())
    tell(f"Peak memory with {MANY_PAGES} pages: {peak:.0f} MB ({before:.0f} MB before reading)")


def _print_editor(script: str) -> None:
    changed = script.replace("the", "a", 50)
    work: dict[str, Parser] = {
        "what the editor shows (look_at)": lambda text: look_at(text, sheet=A4),
        "two versions put together": lambda text: merge_scripts(text, changed, text + "\nEnd."),
    }
    for name, one in work.items():
        best = min(seconds(one, script) for _ in range(ROUNDS))
        tell(f"{name}: {best * 1000:.0f} ms")


def _print_keystrokes() -> None:
    try:
        keystrokes = import_module("tests.bench.keystrokes")
    except ImportError as missing:
        tell(f"The time from keystroke to page is left out: {missing}")
        return
    for name, figure in keystrokes.rows():
        tell(f"{name}: {figure}")


def print_uploads(tell: Tell) -> None:
    """Print what sending takes, where a browser is."""
    try:
        uploads = import_module("tests.bench.uploads")
    except ImportError as missing:
        tell(f"Uploads are left out: {missing}")
        return
    uploads.print_uploads(tell)


PARTS: Final[dict[str, Callable[[Tell], None]]] = {
    "script": print_script,
    "uploads": print_uploads,
    "board": print_board,
    "ingest": print_ingest,
    "sync": print_sync,
    "mix": print_mix,
    "render": print_render,
    "exact": print_exact,
    "farm": print_farm,
    "final_cut": print_final_cut,
}

if __name__ == "__main__":
    main(sys.argv[1:])
