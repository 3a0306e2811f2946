"""Noises that things make: boots, wind, cloth, stone, snow, bells, birds, a clapperboard."""

import numpy as np

from sample_projects.sounding.waves import Sound, curve, decay, hiss, placed, seconds


def _struck(length_s: float, tones: tuple[tuple[float, float, float], ...]) -> Sound:
    """Return partials (Hz, loudness, half-life in seconds) that start together and die away."""
    time = seconds(length_s)
    total = np.zeros(len(time))
    for pitch_hz, loud, half_life_s in tones:
        total += loud * np.sin(2 * np.pi * pitch_hz * time) * decay(length_s, half_life_s)
    return total


def clap() -> Sound:
    """Return the two sticks of a clapperboard: wood on wood, very short."""
    wood = _struck(
        0.28, ((690, 1.0, 0.014), (1180, 0.9, 0.011), (2350, 0.5, 0.007), (3900, 0.2, 0.004))
    )
    return wood + hiss(0.28, 900, 7000, 41) * decay(0.28, 0.008, attack_s=0.0006) * 0.9


def footstep(seed: int, *, heavy: float = 1.0) -> Sound:
    """Return one boot on gravel: a thud and a handful of stones."""
    rng = np.random.default_rng(seed)
    low = 90 + 25 * float(rng.random())
    thud = _struck(0.3, ((low, 0.8 * heavy, 0.03), (low * 1.7, 0.3 * heavy, 0.02)))
    stones = [(0.0, thud)]
    for _ in range(16):
        grain = hiss(0.035, 1500, 6500, int(rng.integers(1 << 30))) * decay(
            0.035, 0.006, attack_s=0.001
        )
        stones.append(
            (0.005 + float(rng.beta(1.2, 3)) * 0.17, grain * float(rng.uniform(0.04, 0.2)))
        )
    return placed(0.3, *stones)


def footsteps(length_s: float, at_s: tuple[float, ...], seed: int) -> Sound:
    """Return boots on gravel at these moments."""
    steps = [(at, footstep(seed + number)) for number, at in enumerate(at_s)]
    return placed(length_s, *steps)


def wind(length_s: float, seed: int, *, low_hz: float = 160.0, high_hz: float = 700.0) -> Sound:
    """Return wind: deep and breathing, with a thin whistle above it."""
    time = seconds(length_s)
    slow = hiss(length_s, 0.09, 0.5, seed + 1) * 0.35
    gust = np.clip(0.62 + slow, 0.15, 1.4)
    body = hiss(length_s, low_hz, high_hz, seed) * gust
    whistle = (
        hiss(length_s, high_hz * 1.5, high_hz * 2.2, seed + 2) * np.clip(slow, 0, 1) ** 2 * 0.25
    )
    hum = 0.1 * np.sin(2 * np.pi * 92 * time + 2 * slow)
    return np.asarray(body + whistle + hum * gust, dtype=np.float64)


def gust(length_s: float, seed: int) -> Sound:
    """Return one gust of wind that comes and goes."""
    shape = curve(length_s, (0, 0), (length_s * 0.45, 1), (length_s, 0)) ** 2
    rising = hiss(length_s, 250, 1100, seed) * shape
    return rising + hiss(length_s, 900, 2600, seed + 1) * shape**2 * 0.3


def flutter(length_s: float, seed: int) -> Sound:
    """Return cloth that flaps in the wind."""
    time = seconds(length_s)
    flaps = (
        np.maximum(np.sin(2 * np.pi * (9 * time + 0.8 * np.sin(2 * np.pi * 1.3 * time))), 0) ** 3
    )
    shape = curve(length_s, (0, 0), (length_s * 0.3, 1), (length_s * 0.8, 0.7), (length_s, 0))
    return np.asarray(hiss(length_s, 350, 2600, seed) * flaps * shape, dtype=np.float64)


def cloth(seed: int) -> Sound:
    """Return a soft bundle of wool that lands."""
    return hiss(0.4, 180, 1600, seed) * decay(0.4, 0.05, attack_s=0.012)


def rustle(length_s: float, seed: int) -> Sound:
    """Return a coat or a knot being tied: a few short rubs."""
    rng = np.random.default_rng(seed)
    rubs = []
    for _ in range(int(length_s * 5)):
        long = float(rng.uniform(0.08, 0.2))
        rub = hiss(long, 900, 4200, int(rng.integers(1 << 30))) * np.hanning(round(long * 48000))
        rubs.append((float(rng.uniform(0, length_s - 0.2)), rub * float(rng.uniform(0.3, 1.0))))
    return placed(length_s, *rubs)


def rumble(length_s: float, seed: int) -> Sound:
    """Return stone that moves a little: a deep roll and some cracks."""
    rng = np.random.default_rng(seed)
    shape = np.hanning(round(length_s * 48000))
    parts = [(0.0, hiss(length_s, 45, 150, seed) * shape)]
    for _ in range(int(length_s * 14)):
        crack = hiss(0.06, 300, 1800, int(rng.integers(1 << 30))) * decay(
            0.06, 0.008, attack_s=0.001
        )
        parts.append(
            (
                float(rng.uniform(0, max(length_s - 0.1, 0.01))),
                crack * float(rng.uniform(0.05, 0.3)),
            )
        )
    return placed(length_s, *parts)


def bell(length_s: float, pitch_hz: float) -> Sound:
    """Return a village bell far away: hum, prime, tierce, quint, nominal."""
    tones = (
        (0.5, 0.5, 1.6),
        (1.0, 1.0, 1.1),
        (1.19, 0.5, 0.8),
        (1.5, 0.3, 0.6),
        (2.0, 0.6, 0.5),
        (2.7, 0.2, 0.25),
    )
    return _struck(length_s, tuple((pitch_hz * by, loud, half) for by, loud, half in tones))


def bird(seed: int) -> Sound:
    """Return one short call: two or three notes that glide."""
    rng = np.random.default_rng(seed)
    notes = []
    place = 0.0
    for _ in range(int(rng.integers(2, 5))):
        long = float(rng.uniform(0.06, 0.14))
        time = seconds(long)
        start_hz, bend = float(rng.uniform(2600, 4200)), float(rng.uniform(-900, 1300))
        phase = 2 * np.pi * (start_hz * time + bend * time**2 / (2 * long))
        notes.append((place, np.sin(phase) * np.hanning(len(time)) * float(rng.uniform(0.5, 1.0))))
        place += long + float(rng.uniform(0.02, 0.09))
    return placed(place + 0.1, *notes)


def birdsong(length_s: float, seed: int) -> Sound:
    """Return birds here and there."""
    rng = np.random.default_rng(seed)
    calls = [
        (float(rng.uniform(0, length_s - 0.8)), bird(seed + number) * float(rng.uniform(0.2, 1.0)))
        for number in range(int(length_s * 0.8))
    ]
    return placed(length_s, *calls)


def owl() -> Sound:
    """Return an owl: a short and a long hoot."""
    hoots = []
    for start_s, long in ((0.0, 0.22), (0.45, 0.7)):
        time = seconds(long)
        phase = 2 * np.pi * (372 * time - 14 * time**2) + 0.4 * np.sin(2 * np.pi * 5.5 * time)
        hoots.append((start_s, (np.sin(phase) + 0.15 * np.sin(2 * phase)) * np.hanning(len(time))))
    return placed(1.4, *hoots)


def snowfall(length_s: float, seed: int) -> Sound:
    """Return a load of snow that slides off."""
    shape = curve(length_s, (0, 0), (0.12, 1), (length_s * 0.5, 0.5), (length_s, 0))
    return hiss(length_s, 120, 2200, seed) * shape + hiss(length_s, 40, 120, seed + 1) * shape**2
