"""What is sure to be heard in a finished film: the production sound of its edit.

It is taken from the recordings themselves and not from the mix: so a mix that is off, whoever made
it, is found, too. A clap or a beep that is left in the cut is a part of it, and the clearest one.
"""

from dataclasses import replace

from pipeline.bench import Bench, Inputs
from pipeline.documents.edit import Edit, SoundRole
from pipeline.editing.locked import heard_of
from pipeline.render.film_sync import KnownSound
from pipeline.render.mix_plan import plan_of_edit
from pipeline.render.sound_sources import sound_sources
from pipeline.render.stopping import StopOnly


def known_sound(edit: Edit, *, begins_frame: int, inputs: Inputs, bench: Bench) -> KnownSound:
    """Return the production sound of an edit whose picture begins at a frame of the film.

    Raise Cancelled.
    """
    production = tuple(clip for clip in edit.sound if clip.role is SoundRole.DIALOGUE)
    plan = plan_of_edit(replace(edit, sound=production))
    names = {clip.media for clip in production}
    watch = StopOnly.of(bench.watch)
    sources = sound_sources(heard_of(inputs), names, cache=bench.cache, watch=watch)
    return KnownSound(plan=plan, sources=sources, begins_frame=begins_frame)
