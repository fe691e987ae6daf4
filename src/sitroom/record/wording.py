"""The words of accounts: stems, words that name one act, and what two sentences share."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from sitroom.resolving.actors.names import fold

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_STOP = frozenset(
    (
        "a about above after again against all also am an and any are as at back be because been before being between both but by "
        "can could did do does doing down during each else even ever few for from further get gets getting got had has have having "
        "he her here hers him his how i if in into is it its itself just like made make makes making may me might more most much "
        "must my near new no nor not now of off on once one only or other our out over own part per put s same say says said she "
        "should since so some still such t take taken takes taking than that the their them then there these they this those "
        "through till time to told too took two under until up upon us very was we were what when where whether which while who "
        "whom whose why will with within without would yet you your according among amid around another across"
    ).split()
)
"""Words that tell nothing of an act; light verbs among them ("take action")."""
_NO_NAMES = frozenset(
    (
        "president minister prime foreign defence defense interior general colonel mr mrs ms dr king queen government state ministry "
        "parliament army police spokesman spokeswoman secretary chief ambassador council "
        "january february march april may june july august september october november december jan feb mar apr jun jul aug sept "
        "sep oct nov dec monday tuesday wednesday thursday friday saturday sunday"
    ).split()
)
_IRREGULAR = {
    form: base
    for base, forms in {
        "be": "am is are was were been", "begin": "began begun", "break": "broke broken", "bring": "brought",
        "build": "built", "buy": "bought", "catch": "caught", "choose": "chose chosen", "come": "came",
        "cut": "cutting", "die": "dying died dies dead death deaths", "draw": "drew drawn", "drive": "drove driven", "fall": "fell fallen",
        "feel": "felt", "fight": "fought", "find": "found", "flee": "fled",
        "fly": "flew flown", "forbid": "forbade forbidden",
        "freeze": "froze frozen", "give": "gave given", "go": "went gone goes", "grow": "grew grown", "hang": "hung",
        "hide": "hid hidden", "hit": "hitting", "hold": "held", "keep": "kept", "kill": "killing killer", "know": "knew known",
        "lead": "led",
        "leave": "left", "lie": "lay lain lying", "lose": "lost loss losses", "meet": "met", "pay": "paid", "quit": "quitting",
        "ride": "rode ridden", "rise": "rose risen", "run": "ran running", "see": "saw seen", "seek": "sought", "sell": "sold sale sales",
        "send": "sent", "shake": "shook shaken", "shoot": "shot shots", "shut": "shutting", "speak": "spoke spoken speech",
        "spend": "spent", "stand": "stood", "steal": "stole stolen", "strike": "struck stricken", "swear": "swore sworn",
        "tear": "tore torn", "tell": "told", "think": "thought", "throw": "threw thrown", "win": "won winning",
        "withdraw": "withdrew withdrawn withdrawal withdrawals", "write": "wrote written", "slay": "slew slain",
    }.items()
    for form in forms.split()
}  # fmt: skip
_SUFFIXES = (
    ("ations", 4), ("ation", 4), ("itions", 4), ("ition", 4), ("ments", 4), ("ment", 4), ("ances", 4),
    ("ance", 4), ("ences", 4), ("ence", 4), ("ions", 4), ("ion", 4), ("ers", 4), ("ors", 4), ("er", 4), ("or", 4), ("als", 4), ("al", 4),
    ("ures", 4), ("ure", 4), ("ive", 4), ("ists", 4), ("ist", 4), ("ity", 4), ("ness", 4),
)  # fmt: skip
"""Endings of nouns made of verbs, and how many letters must be left before them."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A rough stem, the same for most forms of a verb and the nouns made of it: "refusals" and "refused" -> "refus"."""
    plain = fold(word).replace("'s", "").replace("'", "")
    plain = _IRREGULAR.get(plain, plain)
    if not plain.isalpha():
        return plain
    if plain.endswith("ies") and len(plain) > 4:
        plain = plain[:-3] + "y"
    elif plain.endswith(("sses", "xes", "ches", "shes", "zes")):
        plain = plain[:-2]
    elif plain.endswith("s") and not plain.endswith(("ss", "us", "is")) and len(plain) > 3:
        plain = plain[:-1]
    for ending in ("ing", "ed"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 3 and re.search(r"[aeiouy]", plain[: -len(ending)]):
            plain = plain[: -len(ending)]
            if len(plain) > 3 and plain[-1] == plain[-2] and plain[-1] not in "lsz":
                plain = plain[:-1]
            break
    plain = _IRREGULAR.get(plain, plain)
    for ending, left in _SUFFIXES:
        if plain.endswith(ending) and len(plain) - len(ending) >= left:
            plain = plain[: -len(ending)]
            break
    plain = plain.rstrip("e") if len(plain) > 3 else plain
    if plain.endswith("iz") and len(plain) > 4:  # American spelling
        plain = plain[:-1] + "s"
    return plain[:-1] + "i" if plain.endswith("y") and len(plain) > 3 else plain


def stems(text: str) -> frozenset[str]:
    """Stems of the words that tell something; of a text of small words alone, all of them."""
    found: list[str] = _WORD.findall(text)
    telling = [w for w in found if w.lower() not in _STOP]
    return frozenset(stem(w) for w in telling or found)


def tells(text: str) -> bool:
    """Does any word of it tell something? "of the" does not."""
    return any(w.lower() not in _STOP for w in _WORD.findall(text))


def names_told(text: str) -> list[str]:
    """Folded capitalised words and acronyms but titles, months and weekdays, in text order, as often as they stand there."""
    return [
        fold(w).removesuffix("'s")
        for w in _WORD.findall(text)
        if w[0].isupper() and w.lower() not in _STOP and w.lower() not in _NO_NAMES
    ]


def numbers_in(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+(?:[.,]\d+)*", text))


@cache
def _families() -> dict[str, frozenset[str]]:
    """Stem -> the families that it belongs to."""
    path = resources.files("sitroom.record") / "data" / "families.tsv"
    out: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, words = line.partition("\t")
            for word in words.split():
                out.setdefault(stem(word), set()).add(name)
    return {s: frozenset(names) for s, names in out.items()}


def families(of: frozenset[str]) -> frozenset[str]:
    """The families of words for one kind of act that any of the stems belongs to ("suspend", "freeze", "halt")."""
    known = _families()
    return frozenset().union(*(known[s] for s in of if s in known))


def kinship(one: frozenset[str], other: frozenset[str]) -> float:
    """How far two sets of stems share a beginning, 0 to 1: "suspens" and "suspend" 0.86. Below four letters nothing counts."""
    best = 0.0
    for a in one:
        for b in other:
            if a == b:
                return 1.0
            shared = 0
            for x, y in zip(a, b, strict=False):
                if x != y:
                    break
                shared += 1
            if shared >= 4:
                best = max(best, shared / max(len(a), len(b)))
    return best


def shared_part(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice coefficient of two sets, 0 to 1; 0 where one is empty."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
