"""The grammar of amounts: qualifier, number or range, currency or what is counted, and a rate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sitroom.codebook.values import Amount
from sitroom.resolving.amounts.currencies import currencies
from sitroom.resolving.amounts.numbers import spell_digits
from sitroom.resolving.amounts.vocabulary import (
    CASUALTIES,
    FEW,
    FRACTIONS,
    QUALIFIERS,
    RATES,
    SCALE_WORDS,
    SINGLE_PEOPLE,
    STOPS,
    VAGUE_PLURALS,
)

_RATE = re.compile(
    r"(?:\b(?:a|an|per|each|every)|/) ?(?P<u>year|month|week|day|hour|quarter|person|barrel|household|family|tonne|ton|"
    r"capita|head)\b"
    r"|\b(?P<w>annually|yearly|annual|monthly|daily|weekly|hourly)\b"
)
_SMART = str.maketrans(
    {
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2019": "'",
    }
)
_GROUPED = re.compile(r"(?<=[0-9])[, ](?=[0-9]{3}(?![0-9]))")
_LAKH = re.compile(r"(?<=[0-9]),(?=[0-9]{2},[0-9]{3}(?![0-9]))")
_LARGE = r"(?:thousand|million|billion|trillion|dozen|hundred)\b"
_HALVES = re.compile(rf"\b([0-9]+) and a half (?={_LARGE})")
_AND_A_HALF = re.compile(rf"\b(?:an?|one) ({_LARGE}) and a half\b")
_HALF_A = re.compile(rf"(?<!and )(?<!and a )\b(?:a |one )?half[ -](?:an? )?(?={_LARGE})")
_QUARTER_OF = re.compile(rf"\b(?:a|one) quarter (?:of )?(?:an? )?(?={_LARGE})")
_THREE_QUARTERS = re.compile(rf"\bthree[ -]quarters of (?:an? )?(?={_LARGE})")
_SOLE = re.compile(r"\b(?:a|an|1) (?=(?:dozen|score|hundred|thousand|million|billion|trillion)\b)")
_COUPLE = re.compile(r"\b(?:a )?couple(?: of)?\b")

_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_SIGN_REACH = 6
"""Characters: the longest currency sign or code before a number, with its blank."""
_PLAIN = r"[0-9]+(?:\.[0-9]+)?"
_SCALE = r"(?:hundred thousand|" + "|".join(sorted(SCALE_WORDS, key=len, reverse=True)) + r")(?![a-z])"


@dataclass(frozen=True, slots=True)
class _Shapes:
    number: re.Pattern[str]
    range_: re.Pattern[str]
    vague: re.Pattern[str]
    suffix: re.Pattern[str]
    prefix_at_end: re.Pattern[str]


@cache
def _shapes() -> _Shapes:
    money = currencies()
    first = rf"(?<![a-z0-9.])(?<![a-z]-)(?P<n1>{_PLAIN})(?:[ -]?(?P<s1>{_SCALE}))?"
    second = rf"(?:(?P<c2>{money.prefix}) ?)?(?P<n2>{_PLAIN})(?:[ -]?(?P<s2>{_SCALE}))?"
    between = rf"(?:(?P<m>{money.suffix})\b)?"
    plurals = "|".join(sorted(VAGUE_PLURALS, key=len, reverse=True))
    return _Shapes(
        re.compile(first),
        re.compile(rf"{first} ?{between} ?(?:%|per ?cent)? ?(?:-| to | and | or |to )\s?{second}"),
        re.compile(
            r"\b(?:(?P<few>a few|several|(?<!as )many(?= (?:hundred|thousand|million)\b)|a handful of|a number of|"
            r"a small number of)(?: (?P<s>hundred thousand|hundred|thousand|million|billion|dozen)\b)?"
            rf"|(?P<p>{plurals}))\b"
        ),
        re.compile(rf"[ -]?(?:in |of )?(?P<c>{money.suffix})(?![a-z])"),
        re.compile(rf"({money.prefix}) ?$"),
    )


def plain(phrase: str) -> str:
    """Lower case, number words and fractions as digits, digits ungrouped."""
    text = " ".join(phrase.translate(_SMART).lower().split())
    text = _GROUPED.sub("", _LAKH.sub("", text))
    if "half" in text:
        text = _HALF_A.sub("0.5 ", _AND_A_HALF.sub(r"1.5 \1", text))
    if "quarter" in text:
        text = _THREE_QUARTERS.sub("0.75 ", _QUARTER_OF.sub("0.25 ", text))
    text = spell_digits(text)
    if "half" in text:
        text = _HALVES.sub(r"\1.5 ", text)
    return _COUPLE.sub("2", _SOLE.sub("1 ", text))


def _value(number: str, scale: str | None) -> float:
    if not scale:
        return float(number)
    factor = 100_000 if scale == "hundred thousand" else SCALE_WORDS[scale]
    return round(float(number) * factor, 6)


@dataclass(frozen=True, slots=True)
class _Bounds:
    low: float | None
    high: float | None
    qualifier: str | None


_QUALIFIER_SHAPES = tuple((re.compile(rf"(?<![a-z])(?:{words})$"), name, kind) for words, name, kind in QUALIFIERS)
_TRAILING = (
    (re.compile(r"^ ?(?:or more|and counting|and up|or higher|upwards|plus\b|\+|at least)"), "at least", "min"),
    (re.compile(r"^ ?(?:or (?:fewer|less)|at (?:the )?most|maximum|or lower)"), "up to", "max"),
    (re.compile(r"^(?: or so|-odd| or thereabouts|-ish)"), "about", "about"),
)


_QUALIFIER_REACH = 24
"""Characters: the longest qualifier before a number."""


def _bounded(value: float, before: str, after: str) -> tuple[_Bounds, str]:
    """The bounds of one number by the words around it, and what is left after it."""
    name, kind, longest = None, None, 0
    near = before[-_QUALIFIER_REACH:]
    for shape, each_name, each_kind in _QUALIFIER_SHAPES:
        # "No more than" also ends in "more than": the longest wins.
        match = shape.search(near)
        if match and len(match[0]) > longest:
            name, kind, longest = each_name, each_kind, len(match[0])
    for shape, each_name, each_kind in _TRAILING:
        match = shape.match(after)
        if match:
            name, kind, after = each_name, each_kind, after[match.end() :]
            break
    if kind == "min":
        return _Bounds(value, None, name), after
    if kind == "max":
        return _Bounds(None, value, name), after
    return _Bounds(value, value, name), after


def _sign_before(text: str, start: int) -> tuple[str | None, str]:
    """The currency sign or code that stands before a number, and the text before both."""
    at = max(0, start - _SIGN_REACH)
    found = _shapes().prefix_at_end.search(text[at:start])
    if found is None:
        return None, text[:start].rstrip()
    return found[1], text[: at + found.start()].rstrip()


def read_amount(phrase: str, country: str | None) -> Amount | None:
    """The first amount that the phrase states, as `resolve_amount` documents."""
    text = plain(phrase)
    shapes = _shapes()
    if share := _share(text):
        return share
    number = shapes.number.search(text)
    vague = shapes.vague.search(text)
    if vague and (number is None or vague.start() < number.start()):
        return _vague(vague, text, country)
    if number is None:
        return _without_digits(text, country)
    found = _range(text, number.start(), country)
    if found is not None:
        return found
    after = text[number.end() :]
    if _ORDINAL.match(after):
        return None
    sign, before = _sign_before(text, number.start())
    bounds, rest = _bounded(_value(number["n1"], number["s1"]), before, after)
    return _amount(bounds, sign, before, rest, country)


def _range(text: str, start: int, country: str | None) -> Amount | None:
    """ "5 to 10 million": the first number takes the scale of the second if it has none of its own."""
    spread = _shapes().range_.match(text, start)
    if spread is None:
        return None
    scale = spread["s1"] or (spread["s2"] if float(spread["n1"]) < 1000 else None)
    low, high = _value(spread["n1"], scale), _value(spread["n2"], spread["s2"])
    if low >= high:
        return None
    sign, before = _sign_before(text, start)
    return _amount(
        _Bounds(low, high, "between"), sign or spread["m"] or spread["c2"], before, text[spread.end() :], country
    )


def _vague(match: re.Match[str], text: str, country: str | None) -> Amount | None:
    """Dozens are at least 24, hundreds at least 200, and so on; "several" and "a few" at least two."""
    if match["p"]:
        low, name = float(VAGUE_PLURALS[match["p"]]), match["p"]
    else:
        factor = {"hundred thousand": 100_000, **SCALE_WORDS}[match["s"]] if match["s"] else 1
        low, name = float(FEW * factor), match["few"].removeprefix("a ").removesuffix(" of")
    after = re.sub(r"^ of\b", "", text[match.end() :])
    before = text[: match.start()].rstrip()
    return _amount(_Bounds(low, None, name), None, before, after, country)


def _without_digits(text: str, country: str | None) -> Amount | None:
    none = re.match(r"(?:no|zero|not a single|without any|no reported|no immediate) (.+)", text)
    if none and (unit := _counted("", " " + none[1])):
        return Amount(0.0, 0.0, unit, None)
    single = re.match(r"(?:an? )(?:single |lone )?((?:[a-z]+ )?(?:" + "|".join(SINGLE_PEOPLE) + r"))\b(.*)", text)
    if single:
        return Amount(1.0, 1.0, _counted("", f" {single[1]}{single[2]}"), None)
    return None


_SHARE = re.compile(
    r"(?<![a-z0-9-])(" + "|".join(map(re.escape, FRACTIONS)) + r")(?: of (?=the|all|its|their|those)|$)"
)


def _share(text: str) -> Amount | None:
    """ "Two-thirds of the seats": a share in percent."""
    found = _SHARE.search(text)
    if found is None:
        return None
    bounds, _ = _bounded(FRACTIONS[found[1]], text[: found.start()].rstrip(), text[found.end() :])
    return Amount(bounds.low, bounds.high, "percent", bounds.qualifier)


def _amount(bounds: _Bounds, sign: str | None, before: str, after: str, country: str | None) -> Amount:
    rate = None
    found_rate = _RATE.search(after)
    if found_rate:
        rate = found_rate["u"] or RATES[found_rate["w"]]
        after = (after[: found_rate.start()] + after[found_rate.end() :]).rstrip()
    elif before.endswith((" annual", "yearly")):
        rate = "year"
    unit = _unit(sign, before, after, country)
    parts = [each for each in (bounds.qualifier, f"per {rate}" if rate else None) if each]
    return Amount(bounds.low, bounds.high, unit, ", ".join(parts) or None)


_PERCENT = re.compile(r"^[ -]?(?:%|per ?cent\b|pct\b)(?: |-)?(points?\b)?|^ ?percentage points?\b")


def _unit(sign: str | None, before: str, after: str, country: str | None) -> str | None:
    if sign:
        return currencies().code(sign, country)
    percent = _PERCENT.match(after)
    if percent:
        return "percentage points" if "point" in percent[0] else "percent"
    if after[:1] in "-" and re.match(r"-strong\b", after):
        return "people"
    suffix = _shapes().suffix.match(after)
    # "500 pounds of explosives" is a weight.
    if suffix and not re.match(
        r" of (?!aid|debt|assets|investment|damage|funding|support|loans|goods)", after[suffix.end() :]
    ):
        return currencies().code(suffix["c"], country)
    return _counted(before, after)


def _counted(before: str, after: str) -> str | None:
    """What is counted: a casualty word wherever it stands near the number, else the noun phrase after it."""
    words = re.findall(r"[a-z][a-z0-9'-]*|[.,;:]", after)
    for index, word in enumerate(words[:7]):
        if word in (".", ";", ":") or (word in ("in", "and", "but", "or", ",") and index):
            break
        if word in CASUALTIES:
            return CASUALTIES[word]
    for word in reversed(re.findall(r"[a-z]+", before)[-6:]):
        if word in CASUALTIES:
            return CASUALTIES[word]
    unit: list[str] = []
    for word in words:
        if word == "of" and unit:
            unit.append(word)
            continue
        if word in STOPS or not word[0].isalpha():
            break
        if word in (
            "of",
            "the",
            "more",
            "other",
            "additional",
            "further",
            "such",
            "these",
            "those",
            "their",
            "its",
            "a",
            "an",
        ):
            continue
        unit.append(word)
        if len(unit) == 4:
            break
    while unit and unit[-1] == "of":
        unit.pop()
    joined = " ".join(unit)
    return {"person": "people", "persons": "people", "individuals": "people"}.get(joined, joined) or None
