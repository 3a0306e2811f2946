"""The moves on the picture track: add, take out, reorder, trim, roll, slip, split. Pure."""

from dataclasses import replace

from pipeline.documents.cut import Cut, CutItem, Footage, ItemKind
from pipeline.editing.cut_asked import Asked, is_take, new_id, refuse
from pipeline.editing.cut_ripple import Shift, carried, pulled, pushed, shifted
from pipeline.timeline.cutting_pieces import LONGEST_TEXT, plain_spaces


def add_take(cut: Cut, asked: Asked) -> Cut:
    """Add a take, trimmed to its useful frames unless in_frame and frames say otherwise."""
    name = asked.text("take")
    footage = asked.bin.takes.get(name) or refuse("no_take", name=name[:80])
    first, frames = footage.useful
    if asked.has("in_frame") or asked.has("frames"):
        first = asked.whole("in_frame", first, least=0)
        frames = asked.whole("frames", footage.frames - first)
    item = CutItem(
        id=new_id(cut, asked, "i"), kind=ItemKind.TAKE, take=name, in_frame=first, frames=frames
    )
    _must_fit(item, footage)
    return _inserted(cut, item, asked)


def add_gap(cut: Cut, asked: Asked) -> Cut:
    """Add black."""
    frames = asked.whole("frames", least=1)
    item = CutItem(id=new_id(cut, asked, "i"), kind=ItemKind.GAP, frames=frames)
    return _inserted(cut, item, asked)


def add_title(cut: Cut, asked: Asked) -> Cut:
    """Add words on black."""
    frames, text = asked.whole("frames", least=1), words_of(asked)
    item = CutItem(id=new_id(cut, asked, "i"), kind=ItemKind.TITLE, frames=frames, text=text)
    return _inserted(cut, item, asked)


def words_of(asked: Asked) -> str:
    """Return the words of a title, its spaces plain. Raise CannotRead for none, or too many."""
    text = plain_spaces(asked.text("text")).strip("\n")
    is_text = all(line.isprintable() for line in text.split("\n"))
    if not text.strip() or len(text) > LONGEST_TEXT or not is_text:
        refuse("no_words", most=LONGEST_TEXT)
    return text


def remove(cut: Cut, asked: Asked) -> Cut:
    """Take an item out; what comes after it moves up."""
    at = asked.index(cut)
    item, start = cut.items[at], cut.starts()[at]
    items = [*cut.items[:at], *cut.items[at + 1 :]]
    _plain(items, at)
    shift = pulled(start, item.frames) if at < len(items) else None
    return _with(cut, items, shift, asked)


def lift(cut: Cut, asked: Asked) -> Cut:
    """Take an item out and leave black of the same length."""
    at = asked.index(cut)
    gap = CutItem(id=new_id(cut, asked, "i"), kind=ItemKind.GAP, frames=cut.items[at].frames)
    items = [*cut.items[:at], gap, *cut.items[at + 1 :]]
    _plain(items, at + 1)
    return replace(cut, items=tuple(items))


def move(cut: Cut, asked: Asked) -> Cut:
    """Put an item before or after another one; titles and sounds over it go with it."""
    at = asked.index(cut)
    item = cut.items[at]
    rest = replace(cut, items=(*cut.items[:at], *cut.items[at + 1 :]))
    if item.id in (asked.text("before"), asked.text("after")):
        return cut
    to = _place(rest, asked)
    if to == at:
        return cut
    items = list(rest.items)
    _plain(items, at)
    _plain(items, to)
    items.insert(to, replace(item, dissolve_frames=0, sound_offset=0))
    after = replace(cut, items=tuple(items))
    return shifted(after, carried(cut, after)) if asked.ripple else after


def trim_head(cut: Cut, asked: Asked) -> Cut:
    """Take frames off the beginning of an item, or with a negative number give it more."""
    at, frames = asked.index(cut), asked.whole("frames")
    return _head_trimmed(cut, at, frames, asked)


def trim_tail(cut: Cut, asked: Asked) -> Cut:
    """Take frames off the end of an item, or with a negative number give it more."""
    at, frames = asked.index(cut), asked.whole("frames")
    return _tail_trimmed(cut, at, frames, asked)


def trim_to(cut: Cut, asked: Asked) -> Cut:
    """Let an item play from one frame of its take to another (the first not played)."""
    at = asked.index(cut)
    item = cut.items[at]
    first = asked.whole("in_frame", item.in_frame, least=0) if is_take(item) else 0
    end = asked.whole("out_frame", item.in_frame + item.frames)
    if end <= first:
        refuse("too_short")
    later, shorter = first - item.in_frame, item.in_frame + item.frames - end
    if shorter < 0:
        return _head_trimmed(_tail_trimmed(cut, at, shorter, asked), at, later, asked)
    return _tail_trimmed(_head_trimmed(cut, at, later, asked), at, shorter, asked)


def roll(cut: Cut, asked: Asked) -> Cut:
    """Move the cut before an item later, or with a negative number earlier."""
    at, frames = asked.index(cut), asked.whole("frames")
    if at == 0:
        refuse("no_before")
    before, item = cut.items[at - 1], cut.items[at]
    if before.frames + frames < 1 or item.frames - frames < 1:
        refuse("too_short")
    longer = replace(before, frames=before.frames + frames)
    later = item.in_frame + frames if is_take(item) else 0
    shorter = replace(item, in_frame=later, frames=item.frames - frames)
    _must_fit(longer, asked.bin.takes.get(before.take), before)
    _must_fit(shorter, asked.bin.takes.get(item.take), item)
    return _put(_put(cut, at - 1, longer), at, shorter)


def slip(cut: Cut, asked: Asked) -> Cut:
    """Show later frames of the take in the same place, or with a negative number earlier ones."""
    at, frames = asked.index(cut), asked.whole("frames")
    item = cut.items[at]
    if not is_take(item):
        refuse("not_a_take")
    slipped = replace(item, in_frame=item.in_frame + frames)
    _must_fit(slipped, asked.bin.takes.get(item.take), item)
    return _put(cut, at, slipped)


def split(cut: Cut, asked: Asked) -> Cut:
    """Cut an item in two after so many of its frames."""
    at, frames = asked.index(cut), asked.whole("at")
    item = cut.items[at]
    if not 0 < frames < item.frames:
        refuse("not_inside")
    first = replace(item, frames=frames, fade_out_frames=0)
    second = replace(
        item,
        id=new_id(cut, asked, "i"),
        in_frame=item.in_frame + frames if is_take(item) else 0,
        frames=item.frames - frames,
        dissolve_frames=0,
        fade_in_frames=0,
        sound_offset=0,
    )
    return replace(cut, items=(*cut.items[:at], first, second, *cut.items[at + 1 :]))


def replace_take(cut: Cut, asked: Asked) -> Cut:
    """Play another take in the place of an item, for as long if it has so many frames."""
    at, name = asked.index(cut), asked.text("take")
    item = cut.items[at]
    footage = asked.bin.takes.get(name) or refuse("no_take", name=name[:80])
    if not is_take(item):
        refuse("not_a_take")
    first = asked.whole("in_frame", footage.useful[0], least=0)
    first = min(first, max(0, footage.frames - item.frames))
    frames = min(item.frames, footage.frames - first)
    shorter = _tail_trimmed(cut, at, item.frames - frames, asked)
    return _put(shorter, at, replace(shorter.items[at], take=name, in_frame=first))


def _head_trimmed(cut: Cut, at: int, frames: int, asked: Asked) -> Cut:
    item, start = cut.items[at], cut.starts()[at]
    if frames >= item.frames:
        refuse("too_short")
    in_frame = item.in_frame + frames if is_take(item) else 0
    trimmed = replace(item, in_frame=in_frame, frames=item.frames - frames)
    _must_fit(trimmed, asked.bin.takes.get(item.take), item)
    shift = pulled(start, frames) if frames > 0 else pushed(start + 1, -frames)
    return _with(cut, list(_put(cut, at, trimmed).items), shift, asked)


def _tail_trimmed(cut: Cut, at: int, frames: int, asked: Asked) -> Cut:
    item = cut.items[at]
    end = cut.starts()[at] + item.frames
    if frames >= item.frames:
        refuse("too_short")
    trimmed = replace(item, frames=item.frames - frames)
    _must_fit(trimmed, asked.bin.takes.get(item.take), item)
    shift = pulled(end - frames, frames) if frames > 0 else pushed(end, -frames)
    is_last = at == len(cut.items) - 1
    return _with(cut, list(_put(cut, at, trimmed).items), None if is_last else shift, asked)


def _must_fit(item: CutItem, footage: Footage | None, was: CutItem | None = None) -> None:
    """Refuse an item that plays more than its take has; say how much more there is."""
    if item.frames < 1:
        refuse("too_short")
    if footage is None:
        return
    if item.in_frame < 0:
        refuse("past_head", most=was.in_frame if was else 0)
    if item.in_frame + item.frames > footage.frames:
        refuse("past_tail", most=footage.frames - was.in_frame - was.frames if was else 0)


def _place(cut: Cut, asked: Asked) -> int:
    """Return where something new is to stand: at the end, unless before or after says where."""
    if asked.has("before"):
        return asked.index(cut, "before")
    return asked.index(cut, "after") + 1 if asked.has("after") else len(cut.items)


def _inserted(cut: Cut, item: CutItem, asked: Asked) -> Cut:
    at = _place(cut, asked)
    items = list(cut.items)
    _plain(items, at)
    items.insert(at, item)
    start = sum(one.frames for one in cut.items[:at])
    shift = pushed(start, item.frames) if at < len(cut.items) else None
    return _with(cut, items, shift, asked)


def _plain(items: list[CutItem], at: int) -> None:
    """What stands at a place gets a plain cut before it: it follows something else now."""
    if at < len(items):
        items[at] = replace(items[at], dissolve_frames=0, sound_offset=0)


def _put(cut: Cut, at: int, item: CutItem) -> Cut:
    return replace(cut, items=(*cut.items[:at], item, *cut.items[at + 1 :]))


def _with(cut: Cut, items: list[CutItem], shift: Shift | None, asked: Asked) -> Cut:
    changed = replace(cut, items=tuple(items))
    return shifted(changed, shift) if shift and asked.ripple else changed
