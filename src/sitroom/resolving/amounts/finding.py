"""The amount phrases of a text: numbers with a currency, a share or something counted."""

from __future__ import annotations

import re
from functools import cache

from sitroom.codebook.stretches import Stretch
from sitroom.resolving.amounts.currencies import currencies

_COUNTED = (
    "people person persons civilians? soldiers? troops? fighters? militants? rebels? insurgents? terrorists? "
    "protesters? "
    "demonstrators? police policemen officers? refugees? migrants? children women men victims? casualties hostages? "
    "prisoners? "
    "detainees? activists? journalists? workers? peacekeepers? members? residents? families households students? "
    "supporters? "
    "deaths? fatalities injuries arrests? killed dead wounded injured missing displaced detained arrested abducted "
    "hurt died "
    "tanks? missiles? rockets? drones? warships? jets? aircraft helicopters? vehicles? trucks? bombs? shells? "
    "warheads? tonnes? "
    "tons? barrels? seats? votes? voters? homes houses villages personnel employees staff lawmakers diplomats? "
    "strikes? attacks?"
).split()


@cache
def _shape() -> re.Pattern[str]:
    money = currencies()
    word = (
        "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
        "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|"
        "trillion|dozen"
    )
    scale = r"(?:[ -]?(?:hundred thousand|hundred|thousand|million|billion|trillion|dozen|bn|mn|tn|m|k)\b)"
    number = (
        rf"(?:[0-9][0-9,]{{0,18}}(?:\.[0-9]{{1,6}})?{scale}?|half a (?:million|billion|dozen)"
        rf"|(?:an? )?(?:{word})(?:[ -](?:and )?(?:{word})){{0,6}}"
        r"|(?:tens|hundreds|dozens|scores|thousands|millions|billions)"
        r"(?: of (?:thousands|millions|billions))?(?: of)?"
        r"|(?:several|a few|a couple of)(?: (?:hundred|thousand|million|dozen))?)"
    )
    qualifier = (
        r"(?:(?:at least|no (?:fewer|less|more) than|more than|less than|fewer than|over|under|up to|as (?:many|much) "
        r"as|"
        r"about|around|some|roughly|approximately|nearly|almost|an estimated|between|from|close to) )?"
    )
    sign = rf"(?:{money.prefix})"
    per = r"(?: (?:a|per|each) (?:year|month|week|day|barrel|person)| annually)?"
    unit = (
        rf"(?: ?%| per ?cent\b| percentage points?\b|[ -](?:{money.suffix})(?![A-Za-z])|-strong\b|"
        rf"(?: (?:[a-z-]{{1,24}} ){{0,2}})(?:{'|'.join(_COUNTED)})\b)"
    )
    spread = rf"{number}(?: ?- ?| to | and | or |\u2013)(?:{sign} ?)?{number}"
    return re.compile(
        rf"(?<![\w.,])(?:{qualifier})(?:{sign} ?(?:{spread}|{number})(?: (?:in|of) [a-z]+)?{per}"
        rf"|(?:{spread}|{number}){unit}{per})",
        re.IGNORECASE,
    )


_STARTS = re.compile(
    r"[0-9$]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir|fif|twen|for|hundred|thousand|"
    r"million|billion|dozen|score|several|a few|a couple|tens|half)",
    re.IGNORECASE,
)


def find_amounts(text: str) -> list[Stretch]:
    """The amount phrases of a text, in order and apart from each other.

    A bare number counts only beside a currency, a share sign or a word for people, casualties, weapons or goods; a
    qualifier in front belongs to the phrase. Time is linear in the length of the text.
    """
    if not _STARTS.search(text):
        return []
    return [Stretch.of(text, *match.span()) for match in _shape().finditer(text)]
