"""The words of dates, and the one plain form that the grammar reads.

`plain` turns a phrase into lower case without commas, possessives and times of day, with months and weekdays written
out and numbers as digits: "Tues., Aug. 8th at 10 p.m. local time" becomes "tuesday august 8th".
"""

from __future__ import annotations

import re

from sitroom.resolving.amounts.numbers import spell_digits

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
SHORT_MONTHS = {
    "jan": "january", "feb": "february", "febr": "february", "mar": "march", "apr": "april", "jun": "june",
    "jul": "july", "aug": "august", "sep": "september", "sept": "september", "oct": "october", "nov": "november",
    "dec": "december",
}  # fmt: skip
SHORT_WEEKDAYS = {
    "mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday", "weds": "wednesday", "thu": "thursday",
    "thur": "thursday", "thurs": "thursday", "fri": "friday", "sat": "saturday", "sun": "sunday",
}  # fmt: skip
SEASONS = {"spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter"}
_ORDINALS = {
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
    "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th", "eleventh": "11th", "twelfth": "12th",
    "thirteenth": "13th", "fourteenth": "14th", "fifteenth": "15th", "sixteenth": "16th", "seventeenth": "17th",
    "eighteenth": "18th", "nineteenth": "19th", "twentieth": "20th", "thirtieth": "30th",
}  # fmt: skip
_DECADES = {
    "twenties": "20s", "thirties": "30s", "forties": "40s", "fifties": "50s", "sixties": "60s", "seventies": "70s",
    "eighties": "80s", "nineties": "90s",
}  # fmt: skip

# Patterns for the plain form. Each names no group, so that rules can use one twice.
MONTH = "(?:" + "|".join(MONTHS) + ")"
WEEKDAY = "(?:" + "|".join(WEEKDAYS) + ")"
SEASON = "(?:" + "|".join(SEASONS) + ")"
DAY = r"(?:[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?"
YEAR = "(?:1[0-9]|20|21)[0-9][0-9]"
UNIT = "(?:day|week|month|quarter|year|decade|century)"
UNITS = "(?:minute|hour|day|week|fortnight|month|quarter|year|decade|century|centurie)s?"
COUNT = r"[0-9]{1,5}(?:\.5)?"

_ONE_WORD = {**SHORT_MONTHS, **SHORT_WEEKDAYS, **_ORDINALS, **_DECADES}
_TWENTY_FIRST = re.compile(r"\b(2|3)0[ -](1st|2nd|3rd|[4-9]th)\b")
_WORD = re.compile(r"[a-z]+")
_SMART = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u02bc": "'", "`": "'", "\u2010": "-", "\u2011": "-", "\u2012": "-",
        "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
        ",": " ", "\"": " ", "(": " ", ")": " ", "\u201c": " ", "\u201d": " ", ";": " ",
    }
)  # fmt: skip
_DECADE_OWNER = re.compile(r"([0-9]0)'s\b")
_POSSESSIVE = re.compile(r"'s\b|'(?![0-9])")
_ABBREVIATION_DOT = re.compile(r"(?<=[a-z])\.")
_TIGHT_DASH = re.compile(
    r"(?<=[a-z])-(?=[a-z])|(?<=\bmid)-|(?<=\bpre)-|(?<=\bearly)-|(?<=\blate)-|(?<=[0-9])-(?=(?:minute|hour|day|week|"
    r"month|quarter|year|decade)s?\b)"
)
_LOOSE_DASH = re.compile(r" - |- | -")
_SPOKEN_YEAR = re.compile(r"\b(1[0-9]|20) (1[0-9]|[2-9][0-9])\b")
_ARTICLE_UNIT = re.compile(
    r"\b(?:an?|1|the) (?=(?:half )?(?:minute|hour|day|week|fortnight|month|quarter|year|decade|century) "
    r"(?:ago|after|before|earlier|later|from|hence|since|following|prior|and a half)\b)"
    r"|\ban? (?=(?:minute|hour|day|week|fortnight|month|quarter|year|decade|century)\b)"
)
_DAY_BEFORE = re.compile(r"\bthe day (?=before|after)")
_AND_A_HALF = re.compile(r"\b([0-9]+) and a half\b|\b([0-9]+) ([a-z]+) and a half\b")
_COUPLE = re.compile(r"\b(?:a )?couple(?: of)? (?=[a-z])")
_DOZEN = re.compile(r"\ba dozen\b")

_ZONE = (
    r"(?: (?:gmt|utc|bst|cet|cest|eet|est|edt|cst|cdt|mst|mdt|pst|pdt|et|pt|ct|wat|eat|cat|sast|msk|ist|jst|"
    r"(?:[a-z]+ )?(?:local |standard |daylight )?time))?"
)
_CLOCK = re.compile(
    r"\b(?:(?:at|around|about|from|to|before|after|shortly|just|between|and) )*"
    r"(?:[0-9]{1,2}(?:[:.h][0-9]{2})?(?::[0-9]{2})? ?(?:am|pm)\b|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?(?:am|pm))?\b"
    r"|[0-9]{1,2} o'?clock|[0-9]{4}(?= (?:gmt|utc|hours|local))(?: hours)?"
    r"|(?:half past|quarter (?:to|past)) [0-9]{1,2}|(?<=at )[0-9]{4}(?= on ))" + _ZONE
)
_DAYTIME = re.compile(
    r"\b(?:(?:in the|at|around|before|after|during the|just|shortly|the) )*"
    r"(?:pre-?dawn|dawn|sunrise|midnight|noon|midday|dusk|sunset|nightfall|lunchtime|mid ?morning|mid ?afternoon|"
    r"mornings?|afternoons?|evenings?|nights?|nighttime|close of business)(?: hours)?(?: (?:of|on)(?: the)?\b)?" + _ZONE
)
_SPACES = re.compile(r"\s+")


def plain(phrase: str) -> str:
    """The plain form of a phrase, with its times of day still in it."""
    text = " ".join(phrase.translate(_SMART).lower().split())
    text = _DECADE_OWNER.sub(r"\1s", text)
    if "'" in text:
        text = _POSSESSIVE.sub("", text)
    if "." in text:
        text = _ABBREVIATION_DOT.sub("", text).rstrip(". ")
    if "-" in text:
        text = _LOOSE_DASH.sub(" - ", _TIGHT_DASH.sub(" ", text))
    text = spell_digits(text)
    text = _WORD.sub(_written_out, text)
    text = _TWENTY_FIRST.sub(r"\1\2", text)
    text = _SPOKEN_YEAR.sub(r"\1\2", text)
    text = _DAY_BEFORE.sub("1 day ", _DOZEN.sub("12", _COUPLE.sub("2 ", text)))
    text = _ARTICLE_UNIT.sub("1 ", text)
    if "half" in text:
        text = _AND_A_HALF.sub(lambda m: f"{m[1]}.5" if m[1] else f"{m[2]}.5 {m[3]}", text)
        text = text.replace("half a century", "50 years").replace("half a decade", "5 years")
        text = text.replace("half a year", "6 months").replace("half a day", "12 hours")
    return text.strip(" .:!?-/")


def without_clock(text: str) -> str:
    """The plain form without times of day: the codebook dates by days."""
    text = _CLOCK.sub(" ", text)
    if not _KEPT_NIGHT.search(text):
        text = _DAYTIME.sub(" ", text)
    return _SPACES.sub(" ", text).strip(" -")


_KEPT_NIGHT = re.compile(r"\b(?:last|this|past) (?:night|evening|morning|afternoon)\b|\bovernight\b")


def _written_out(word: re.Match[str]) -> str:
    return _ONE_WORD.get(word[0], word[0])


def number(text: str) -> int:
    """The digits at the start of an ordinal or cardinal."""
    return int(text.rstrip("stndrh"))
