"""The words of amounts: scales, vague plurals, qualifiers, casualties, rates, shares."""

from __future__ import annotations

from sitroom.resolving.amounts.numbers import SCALES

SCALE_WORDS = {
    **SCALES, "hundred": 100, "dozen": 12, "score": 20, "lakh": 10**5, "crore": 10**7, "k": 10**3, "m": 10**6,
    "mn": 10**6, "mln": 10**6, "mio": 10**6, "b": 10**9, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
VAGUE_PLURALS = {
    "dozens": 24, "scores": 40, "tens": 20, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6,
    "billions": 2 * 10**9, "trillions": 2 * 10**12, "tens of thousands": 20_000, "hundreds of thousands": 200_000,
    "tens of millions": 2 * 10**7, "hundreds of millions": 2 * 10**8, "tens of billions": 2 * 10**10,
    "hundreds of billions": 2 * 10**11, "dozens of thousands": 24_000,
}  # fmt: skip
FEW = 2
QUALIFIERS: tuple[tuple[str, str, str], ...] = (
    (
        r"at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum|at minimum",
        "at least",
        "min",
    ),
    (
        r"well over|well above|more than|greater than|higher than|larger than|over|above|in excess of|upwards? of|"
        r"exceeding|"
        r"north of|just over|slightly more than|beyond|>",
        "more than",
        "min",
    ),
    (
        r"up to|at most|no more than|not more than|as many as|as much as|a maximum of|maximum|at the most|no higher "
        r"than|no greater than|to a maximum of",
        "up to",
        "max",
    ),
    (r"less than|fewer than|lower than|under|below|well under|just under|south of|<", "less than", "max"),
    (r"nearly|almost|close to|approaching|not quite|virtually|just short of", "nearly", "about"),
    (
        r"about|around|some|roughly|approximately|approx\.?|an estimated|estimated|circa|c\.|~|in the region of|"
        r"in the order of|or so|something like|the equivalent of|equivalent to|an approximate|perhaps|probably|"
        r"reportedly|an average of",
        "about",
        "about",
    ),
)
CASUALTIES = {
    "killed": "killed", "dead": "killed", "deaths": "killed", "death": "killed", "died": "killed", "die": "killed",
    "fatalities": "killed", "fatality": "killed", "slain": "killed", "killing": "killed", "kill": "killed",
    "injured": "injured", "hurt": "injured", "injuries": "injured", "injuring": "injured", "wounded": "wounded",
    "wounding": "wounded", "missing": "missing", "unaccounted": "missing", "disappeared": "missing",
    "displaced": "displaced", "displacing": "displaced", "uprooted": "displaced", "detained": "detained",
    "detaining": "detained", "detentions": "detained", "arrested": "arrested", "arrests": "arrested",
    "arresting": "arrested", "abducted": "abducted", "kidnapped": "abducted", "abducting": "abducted",
    "executed": "executed", "evacuated": "evacuated", "expelled": "expelled", "deported": "deported",
}  # fmt: skip
STOPS = frozenset(
    "in at by to for from on since after before including who that which were was have has had been being as during "
    "when "
    "with under near inside against across over between and or but is are will would worth through among amid into "
    "within "
    "because while whose where per annually yearly monthly daily alone not so".split()
)
RATES = {
    "annually": "year", "yearly": "year", "annual": "year", "monthly": "month", "daily": "day", "weekly": "week",
    "hourly": "hour",
}  # fmt: skip
FRACTIONS = {
    "half": 50.0, "a third": 33.33, "1-third": 33.33, "1 third": 33.33, "2-thirds": 66.67, "2 thirds": 66.67,
    "a quarter": 25.0, "1 quarter": 25.0, "1-quarter": 25.0, "3-quarters": 75.0, "3 quarters": 75.0,
    "a fifth": 20.0, "1-fifth": 20.0, "a tenth": 10.0,
}  # fmt: skip
SINGLE_PEOPLE = (
    "person man woman child boy girl soldier officer policeman civilian protester demonstrator activist journalist "
    "peacekeeper fighter militant rebel hostage gunman bystander diplomat worker lawmaker minister student refugee "
    "migrant"
).split()
