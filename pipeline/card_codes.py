"""The codes of log-in cards: word, number, word. Drawn by lot; only their digests are kept.

Two words of 256 and a number of 90 are 5.9 million codes. The door lets nobody try more than 400 an
hour (web/door_keeper.py): with forty cards, guessing one would take two weeks without a pause.
"""

import hashlib
import hmac
import secrets
from typing import Final

WORDS: Final = tuple(
    """
    ACORN ALARM ALBUM AMBER ANGLE APPLE APRIL APRON ARROW ATLAS AWARD BACON BADGE BAKER BANJO
    BASIN BEACH BEANS BELLS BENCH BERRY BIRCH BLANK BLOOM BOARD BONUS BOOKS BOOTH BRASS BREAD
    BRICK BRUSH CABIN CABLE CAMEL CANAL CANDY CANOE CARGO CEDAR CHAIN CHAIR CHALK CHARM CHESS
    CHIEF CLIFF CLOCK CLOUD CLOVE COACH COAST COCOA COMET CORAL COUCH CRANE CROWN CURVE DAISY
    DANCE DELTA DEPOT DIARY DRAMA DREAM DRESS DRIVE DRUMS EAGLE EARTH EASEL ELBOW EMBER ENGINE
    EQUAL FABLE FAIRY FANCY FEAST FENCE FERRY FIELD FLAME FLASH FLOOR FLUTE FOCUS FOREST FRAME
    FRESH FRONT FRUIT GARDEN GATES GIANT GLASS GLOBE GLOVE GRAIN GRAPE GRASS GREEN GUIDE HABIT
    HANDS HAPPY HARBOR HEART HILLS HONEY HORSE HOTEL HOUSE HUMOR IMAGE INDEX ISLAND IVORY JACKET
    JEANS JELLY JEWEL JUICE KAYAK KITES KNOTS LABEL LADDER LAMPS LARGE LASER LATCH LAUGH LEMON
    LEVEL LIGHT LILAC LINEN LIVER LOTUS LUNCH MAGIC MANGO MAPLE MARCH MATCH MEDAL MELON METAL
    METER MIRROR MODEL MONEY MOTOR MOUTH MUSIC NIGHT NOBLE NORTH NOVEL OASIS OCEAN OFFER OLIVE
    ONION OPERA ORBIT ORGAN OTTER PAINT PANEL PAPER PARTY PEACH PEARL PENCIL PEPPER PHOTO PIANO
    PILOT PIZZA PLANT PLATE PLAZA POCKET POINT PORCH POWER PRIZE PULSE QUEEN QUICK QUIET RADIO
    RANCH RAPID REEDS RIVER ROBIN ROBOT ROCKET ROUND ROYAL RULER SALAD SAUCE SCALE SCARF SCENE
    SCOUT SHELF SHELL SHINE SHIRT SHORE SILVER SKATE SMILE SOLAR SOUND SPACE SPARK SPICE SPOON
    SPORT STAGE STAIR STAMP STARS STEAM STONE STORM STORY SUGAR SUNNY SWEET SWING TABLE TEMPO
    TENTS THEME TIGER TOAST TOKEN TOPAZ TORCH TOWER TRACK TRAIN TREES TULIP TUNES UMBRA VALLEY
    VIOLA
    """.split()
)
"""Short English words that a child can copy, none like another, none rude."""


def draw_code() -> str:
    """Return a new code, like KITES-47-RIVER."""
    number = 10 + secrets.randbelow(90)
    return f"{secrets.choice(WORDS)}-{number}-{secrets.choice(WORDS)}"


def first_word(secret_key: str) -> str:
    """Return the code that lets the first coordinator in: it follows from the secret key.

    So every process of an installation knows it, nothing has to be kept, and whoever can read it
    runs the server anyway.
    """
    drawn = hmac.digest(secret_key.encode(), b"the first coordinator", hashlib.sha256)
    number = 10 + drawn[1] % 90
    return f"{WORDS[drawn[0] % len(WORDS)]}-{number}-{WORDS[drawn[2] % len(WORDS)]}"
