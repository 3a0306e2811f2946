"""How far two spellings are apart. Pure."""


def at_most_apart(one: str, other: str, most: int) -> bool:
    """Return whether at most so many letters were added, left out or changed (Levenshtein)."""
    if abs(len(one) - len(other)) > most:
        return False
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        above, row = row, [place]
        for column, compared in enumerate(other, start=1):
            changed = above[column - 1] + (letter != compared)
            row.append(min(changed, above[column] + 1, row[-1] + 1))
        if min(row) > most:
            return False
    return row[-1] <= most
