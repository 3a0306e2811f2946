"""Documents to JSON and back: canonical, versioned, checked field by field. Pure.

pydantic reads plain frozen dataclasses here, so that the documents themselves stay free of it.
"""

import hashlib
import json
from collections.abc import Hashable
from functools import cache
from typing import Any, Final, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import CannotRead

Document = TypeVar("Document")

VERSION: Final = 1
"""The version written into every document; readers refuse a newer one."""


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, kind))


def canonical(value: object) -> str:
    """Return JSON with sorted keys, no spaces and no NaN: equal values give equal text."""
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


def to_json(document: object) -> str:
    """Return a document as indented canonical JSON that names its format and version."""
    fields = _adapter(cast(Hashable, type(document))).dump_python(document, mode="json")
    named = {"format": type(document).__name__, "version": VERSION, **fields}
    return json.dumps(named, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1) + "\n"


def from_json(text: str | bytes, kind: type[Document]) -> Document:
    """Return the document of a JSON text. Raise CannotRead, naming the first wrong field."""
    try:
        fields = json.loads(text)
    except ValueError as fault:
        raise CannotRead("This is not a document of Claquette.", detail=str(fault)) from fault
    if not isinstance(fields, dict) or fields.pop("format", None) != kind.__name__:
        raise CannotRead("This is not a document of the kind %(kind)s.", kind=kind.__name__)
    if fields.pop("version", None) != VERSION:
        raise CannotRead("This document was written by another version of Claquette.")
    try:
        document: Document = _adapter(cast(Hashable, kind)).validate_python(fields, strict=False)
    except ValidationError as fault:
        place = ".".join(str(part) for part in fault.errors()[0]["loc"])
        raise CannotRead(
            "The document has a wrong value at “%(place)s”.", detail=str(fault), place=place
        ) from fault
    return document


def digest_of(document: object) -> str:
    """Return the SHA-256 of a document, hexadecimal."""
    return hashlib.sha256(to_json(document).encode()).hexdigest()
