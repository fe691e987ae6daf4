"""The date phrases of a text, by vocabulary: runs of date words that the grammar reads as a time.

One pass over the words of the text finds those that can stand in a date; a run of them, closed at both ends by a word
that carries time, is a candidate; the grammar then refuses what is none ("may", "the second", "1,500").
Words that are also common ("may", "march", "sun", "second") carry time only with a neighbour that shows it.
"""

from __future__ import annotations

import re

from sitroom.codebook.stretches import Stretch
from sitroom.resolving.dates.reading import MAX_PHRASE, read_date
from sitroom.resolving.dates.words import MONTHS, SEASONS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS

_TOKEN = re.compile(
    r"['\u2019]?[0-9]+(?:st|nd|rd|th|s)?(?![0-9A-Za-z])|[0-9A-Za-z]+(?:['\u2019]s\b)?|[.,/:\u2013-]|\S", re.ASCII
)

_NAMES = frozenset((*MONTHS, *WEEKDAYS, *SHORT_MONTHS, *SHORT_WEEKDAYS))
_DOUBTFUL = frozenset("may march mar sun sat mon wed august jan dec".split())
_UNITS = frozenset(
    "day days week weeks month months year years hour hours quarter decade decades century centuries weekend fortnight "
    "minutes minute weekends quarters".split()
)
_FIXED = frozenset(
    "yesterday today tomorrow tonight overnight recently nowadays christmas easter thanksgiving halloween".split()
)
_DAYTIMES = frozenset("morning afternoon evening night noon midnight dawn dusk midday am pm gmt utc".split())
_COUNTS = frozenset(
    "a an one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred few several couple half "
    "dozen many".split()
)
_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth thirtieth".split()
)
_BESIDE = frozenset(
    "last next this past previous coming recent early earlier late later mid middle end start beginning first rest "
    "current same following that the ago final latter upcoming".split()
)
_LINKS = frozenset(
    "of in on at the to and or from between since by until till through before after around about within over for "
    "during no than more less nearly almost some so far".split()
)
_TRAILERS = frozenset("ago earlier later before after back time onwards onward".split())
_CARRIERS = _NAMES | _UNITS | _FIXED | _DAYTIMES | frozenset(SEASONS)
_INSIDE = _CARRIERS | _COUNTS | _ORDINALS | _BESIDE | _LINKS | _TRAILERS
_YEAR = re.compile(r"(?:1[5-9]|20|21)[0-9]{2}(?:s|['\u2019]s)?|['\u2019][0-9]{2}(?:s)?", re.ASCII)
_DIGITS = re.compile(r"[0-9]{1,4}(?:st|nd|rd|th)?|[12][0-9]{7}", re.ASCII)
_POINTS = frozenset((".", ",", "-", "\u2013", "/", ":"))
_MAX_TOKENS = 10
_MAX_TRIES = 10
_ANY_DAY = "2020-06-17"


class _Word:
    __slots__ = ("carries", "end", "inside", "lower", "start", "text")

    def __init__(self, match: re.Match[str]) -> None:
        self.text = match[0]
        self.lower = match[0].lower().removesuffix("'s").removesuffix("\u2019s")
        self.start, self.end = match.span()
        year = _YEAR.fullmatch(self.text) is not None
        named = self.lower in _CARRIERS
        if (
            named
            and self.lower in _DOUBTFUL | frozenset(SHORT_WEEKDAYS) | frozenset(SHORT_MONTHS)
            and not self.text[0].isupper()
        ):
            named = False
        self.carries = named or year
        self.inside = self.carries or self.lower in _INSIDE or _DIGITS.fullmatch(self.lower) is not None


def find_dates(text: str) -> list[Stretch]:
    """The date and time phrases of a text, in order and apart from each other, each as long as the grammar allows.

    A phrase that the grammar knows but cannot place ("three days later", "the following week") is found too. A
    preposition in front ("on", "by", "since") stays out, as in TimeML. Time is linear in the length of the text.
    """
    found: list[Stretch] = []
    run: list[_Word] = []
    for match in _TOKEN.finditer(text):
        word = _Word(match)
        gap_ok = not run or text[run[-1].end : word.start].count("\n") == 0
        joins = word.inside or (word.text in _POINTS and bool(run))
        if joins and gap_ok and len(run) < 64:
            run.append(word)
            continue
        if run:
            found.extend(_phrases(text, run))
        run = [word] if word.inside else []
    if run:
        found.extend(_phrases(text, run))
    return found


def _phrases(text: str, run: list[_Word]) -> list[Stretch]:
    """The longest readable pieces of a run of date words."""
    found: list[Stretch] = []
    left = 0
    carriers = [index for index, word in enumerate(run) if word.carries]
    while carriers:
        first = carriers[0]
        begin = max(left, first - 6)
        span = _longest(text, run, begin, first)
        if span is None:
            carriers = carriers[1:]
            continue
        start, stop = span
        found.append(Stretch.of(text, run[start].start, run[stop].end))
        left = stop + 1
        carriers = [index for index in carriers if index > stop]
    return found


def _longest(text: str, run: list[_Word], begin: int, carrier: int) -> tuple[int, int] | None:
    """First and last word of the longest readable piece that holds the carrier."""
    starts = [i for i in range(begin, carrier + 1) if _can_open(run[i])]
    stops = [i for i in range(min(len(run), carrier + _MAX_TOKENS) - 1, carrier - 1, -1) if _can_close(run, i)]
    pairs = sorted(((start, stop) for start in starts for stop in stops), key=lambda pair: (pair[0] - pair[1], pair[0]))
    for start, stop in pairs[:_MAX_TRIES]:
        phrase = text[run[start].start : run[stop].end]
        if len(phrase) <= MAX_PHRASE and _is_time(phrase, run[start : stop + 1]):
            return start, stop
    return None


def _can_open(word: _Word) -> bool:
    return word.text not in _POINTS and word.lower not in _LINKS - {
        "the",
        "within",
        "nearly",
        "almost",
        "about",
        "around",
        "between",
    }


def _can_close(run: list[_Word], index: int) -> bool:
    word = run[index]
    return word.carries or word.lower in _TRAILERS or (word.text[-1:].isalnum() and word.text[:1].isdigit())


def _is_time(phrase: str, words: list[_Word]) -> bool:
    content = [word for word in words if word.lower not in ("the", ".")]
    if len(content) == 1:
        word = content[0]
        if word.lower in _DOUBTFUL:
            return word.lower == "august"
        if word is words[0] and (word.lower in _UNITS or word.lower in _DAYTIMES or word.lower in SEASONS):
            return False
        if word.lower in SHORT_MONTHS or word.lower in SHORT_WEEKDAYS:
            return word.lower in ("sept", "tues", "thurs")
    reading = read_date(phrase, published=_ANY_DAY)
    if reading.interval is not None:
        return True
    if reading.unresolved == "needs another event":
        return reading.event is None
    return reading.unresolved == "period not resolved" and words[-1].lower not in _LINKS
