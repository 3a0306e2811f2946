"""Words of action that no camera can see: she remembers, il pense, 思い出す, تتذكر. Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.documents.report import Finding, warning
from pipeline.documents.screenplay import Element, ElementKind
from pipeline.fountain.emphasis import plain

MOST_FINDINGS: Final = 5

# Whole words, in the forms in which action is written: third person, present. Japanese has no
# spaces, so its stems are looked for wherever they stand.
_EUROPEAN: Final = (
    "thinks?|thinking|remembers?|remembering|feels?|feeling|knows?|knowing|wonders?|wondering"
    "|decides?|deciding|realises?|realizes?|realising|realizing|understands?|believes?|hopes?"
    "|imagines?|se souvient|se souviennent|se rappelle|se rappellent|pense|pensent"
    "|ressent|ressentent|se sent|se sentent|sait|savent|se demande|se demandent"
    "|décide|décident|réalise|réalisent|comprend|comprennent|croit|croient|espère|espèrent|imaginent"
)
_ARABIC: Final = (
    "(?:[وف])?[يت](?:تذكر|تذكّر|فكر|فكّر|شعر|عرف|تساءل|قرر|قرّر|درك|فهم|حس|تخيل|تمنى)(?:ون|ان)?"
)
_JAPANESE: Final = (
    "思い出(?:す|し|せ)|考え(?:る|て|た|込)|感じ(?:る|て|た)|気づ(?:く|い)|気付(?:く|い)"
    "|決心|決意|悩(?:む|ん)|知って(?:いる|いた)|わか(?:る|った)|分か(?:る|った)|と思(?:う|った|って)"
)
_UNFILMABLE: Final = re.compile(
    rf"\b(?:{_EUROPEAN})\b|(?<!\w){_ARABIC}(?!\w)|{_JAPANESE}", re.IGNORECASE
)


def unfilmable_words(elements: Iterable[Element]) -> Iterator[Finding]:
    """Return a warning for the first lines of action that tell what only a mind can see."""
    left = MOST_FINDINGS
    for element in elements:
        if left and element.kind is ElementKind.ACTION:
            text = plain(element.text)
            if found := _UNFILMABLE.search(text):
                left -= 1
                yield warning(
                    "C4",
                    f"line {element.line + text.count(chr(10), 0, found.start())}",
                    "“%(word)s”: a camera cannot see this. What do we see or hear instead?",
                    word=found[0],
                )
