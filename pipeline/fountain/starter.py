"""The first page of a new script: it shows how things are written, and is to be replaced. Pure."""

from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.screenplay import Element, ElementKind
from pipeline.fountain.parse import parse
from pipeline.fountain.write import write

_BODIES: Final = {
    "en": """
INT. KITCHEN - DAY

Write here what the camera sees. Somebody wants something: show it. [[prop: a key]]

LOU
What a character says stands below the name.

MO
(quietly)
How it is said stands in brackets.

A door slams. [[sound: a door]]

> THE END <
""",
    "fr": """
INT. CUISINE - JOUR

Écris ici ce que la caméra voit. Quelqu'un veut quelque chose : montre-le. [[accessoire: une clé]]

LOU
Ce qu'un personnage dit se place sous son nom.

MO
(tout bas)
La manière de le dire se met entre parenthèses.

Une porte claque. [[son: une porte]]

> FIN <
""",
    "ja": """
.屋内 台所 - 昼

カメラに見えることをここに書く。だれかが何かをほしがっている。それを見せよう。[[小道具: かぎ]]

@ルー
話すことばは、名前の下に書く。

@モー
(小さな声で)
言い方は、かっこに入れる。

ドアがバタンと閉まる。[[音: ドア]]

> おわり <
""",
    "ar": """
.داخلي المطبخ - نهار

اكتبوا هنا ما تراه الكاميرا. شخص ما يريد شيئًا: أظهروه. [[إكسسوار: مفتاح]]

@لو
ما تقوله الشخصية يُكتب تحت اسمها.

@مو
(بصوت منخفض)
طريقة الكلام توضع بين قوسين.

يُغلق الباب بقوة. [[صوت: باب]]

> النهاية <
""",
}


def starter_script(project: Project) -> str:
    """Return a script of one short scene with the project's title, in the project's language."""
    rows = (("Title", project.title), ("Author", project.group))
    title_page = [
        Element(kind=ElementKind.TITLE_PAGE, key=key, text=" ".join(text.split()))
        for key, text in rows
    ]
    body = _BODIES.get(project.language.lower()[:2], _BODIES["en"])
    return write([*title_page, *parse(body)])
