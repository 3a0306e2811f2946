"""Sound from numbers: voices, foley, weather, instruments, rooms; the same each time."""
