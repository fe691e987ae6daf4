"""Triggers by rules, without a parser: the word at their head, its lemma, and whether it is active, passive or a noun.

Made to count how varied the corpus is, not to be right about each trigger. On the 930 triggers of the real part whose sentences
UD GUM and EWT have parsed, the rules find the parse's head in 97, its lemma in 97 and the form in 89 of a hundred; they were
tuned on those very triggers. Participles after a noun ("the boats rescued on Friday") are taken for active.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Form = Literal["active", "passive", "noun", "other"]
"""How a trigger stands in its sentence; other: adjectives, adverbs, bare prepositions ("on the road")."""

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")

_BE = frozenset("be am is are was were been being get gets got getting 's 're".split())
_MODALS = frozenset(
    "will would shall should may might must can could cannot won't wouldn't can't couldn't 'll 'd".split()
)
_AUXILIARIES = (
    _BE | _MODALS | frozenset("have has had having do does did don't doesn't didn't to not never 've n't".split())
)
_SMALL = frozenset(
    "also again already still yet so far now no longer only just once more first even both all each about a an the its his her "
    "their our your my this that these those some any another such other there immediately".split()
)
_BEFORE_TO = frozenset(
    "expected scheduled set due about going supposed slated poised planned likely able bound".split()
)
"""Words that with "to" lead up to the verb that counts."""
_DETERMINERS = frozenset(
    "a an the its his her their our your my this that these those some any another such each every no whose".split()
)
_BEFORE_NOUNS = _DETERMINERS | frozenset(
    "further more several two three four five six first second third last alleged recent latest new fresh".split()
)
_PREPOSITIONS = frozenset(
    "of in on at by for with from against over after before during under into onto about between amid among despite following "
    "since until through toward towards upon within without across as than like".split()
)
_PARTICLES = frozenset(
    "up down out off away back over on in around apart aside along together forward ahead through by to".split()
)
SMALL_WORDS = _PREPOSITIONS | _PARTICLES | _DETERMINERS | _AUXILIARIES | _SMALL | frozenset(
    "and or but if not him them it us me we they he she you i himself herself itself themselves who whom which what when where while "
    "because although so there".split()
)  # fmt: skip
"""Words that tell of no act: articles, prepositions, particles, auxiliaries, pronouns, conjunctions."""
_PARTICIPLE_ADJECTIVES = frozenset(
    "armed unarmed failed attempted alleged planned proposed renewed continued repeated threatened reported targeted united "
    "organised organized prolonged heated forced mixed limited coordinated combined".split()
)
_COMPOUND_S = frozenset(
    "arms sanctions sales news police customs goods sports press congress business mass cross truce".split()
)
_LIGHT = frozenset(
    "hold take give make set send put bring call cut impose launch open close break offer reject lift block order ban deny pay seek "
    "issue declare stage stop end refuse demand urge accept seize sign join face file raise leave lose reach free throw fire deploy "
    "extend grant withhold freeze suspend back pull drop draw do run keep cast burn pledge promise show voice express lay let".split()
)
"""Verbs that open a trigger in their bare form and have a noun after them ("hold talks"), unlike "import ban"."""

_PARTS: dict[str, str] = {
    "arise": "arose arisen", "beat": "beaten", "begin": "began begun", "bind": "bound", "bite": "bit bitten", "bleed": "bled",
    "blow": "blew blown", "break": "broke broken", "bring": "brought", "build": "built", "burn": "burnt", "buy": "bought",
    "catch": "caught", "choose": "chose chosen", "cling": "clung", "come": "came", "creep": "crept", "deal": "dealt", "dig": "dug",
    "do": "did done does", "draw": "drew drawn", "drink": "drank drunk", "drive": "drove driven", "eat": "ate eaten",
    "fall": "fell fallen", "feed": "fed", "fight": "fought", "find": "found", "flee": "fled", "fling": "flung", "fly": "flew flown",
    "forbid": "forbade forbidden", "forget": "forgot forgotten", "forgive": "forgave forgiven", "freeze": "froze frozen",
    "get": "got gotten", "give": "gave given", "go": "went gone goes", "grind": "ground", "grow": "grew grown", "hang": "hung",
    "have": "had has", "hear": "heard", "hide": "hid hidden", "hold": "held", "keep": "kept", "kneel": "knelt", "know": "knew known",
    "lay": "laid", "lead": "led", "leave": "left", "lend": "lent", "lie": "lain", "light": "lit", "lose": "lost", "make": "made",
    "meet": "met", "overthrow": "overthrew overthrown", "pay": "paid", "ride": "rode ridden", "ring": "rang rung",
    "rise": "rose risen", "run": "ran", "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold", "send": "sent",
    "shake": "shook shaken", "shoot": "shot", "show": "shown", "sing": "sang sung", "sink": "sank sunk", "sit": "sat", "slay": "slew slain",
    "speak": "spoke spoken", "spend": "spent", "spit": "spat", "stand": "stood", "steal": "stole stolen", "stick": "stuck",
    "sting": "stung", "strike": "struck stricken", "swear": "swore sworn", "sweep": "swept", "swing": "swung", "take": "took taken",
    "teach": "taught", "tear": "tore torn", "tell": "told", "think": "thought", "throw": "threw thrown",
    "undertake": "undertook undertaken", "become": "became",
    "uphold": "upheld", "wear": "wore worn", "weep": "wept", "win": "won", "withdraw": "withdrew withdrawn",
    "withhold": "withheld", "withstand": "withstood", "write": "wrote written", "die": "dying", "tie": "tying",
}  # fmt: skip
_UNCHANGED = frozenset(
    "cut hit set put shut let quit cast bid beat burst hurt split spread rid shed read run come become overrun".split()
)
_IRREGULAR = {form: base for base, forms in _PARTS.items() for form in forms.split()}
_PAST_ONLY = frozenset(
    "began bit blew broke chose came did drew drank drove ate fell flew forbade forgot forgave froze gave went grew knew rode rang rose "
    "ran saw shook sang sank slew spoke stole swore took tore threw undertook overthrew wore withdrew wrote".split()
)
_PARTICIPLES = (frozenset(_IRREGULAR) - _PAST_ONLY - {"does", "has", "goes", "dying", "tying"}) | _UNCHANGED
_DOUBLED = frozenset("recall install boycott".split())
"""Bases that end in a doubled letter, besides short ones in "ll"."""
_EED = frozenset("agreed freed decreed guaranteed disagreed fleeing agreeing seeing freeing".split())
"""The forms in "eed" and "eeing" that are inflected, unlike "need"."""
_NOUN_ENDINGS = re.compile(
    r"(?:tion|sion|ment|ance|ence|ency|ancy|ship|ery|age|ity|ness|ism|sal|val|ial|wal|sure|ture|dom|hood|cide|violence)s?$"
)
_NO_NOUNS = frozenset("mention question commission station ration engag manag".split())
_NOUNS = frozenset("threat casualty massacr war letter dialogu speech crim pact truc lawsuit coup meeting talk".split())
"""Lemmas that are verbs too seldom to ask, and lemmas with a noun's ending that are verbs as often."""
_ADJECTIVE_ENDINGS = re.compile(r"[a-z]{2}(?:al|ic|ive|ous|ish|ary|less|ful|iner|ian|ite|ese)$")
_OTHER_ENDINGS = ("able", "ible", "ful", "ive", "ous", "ant", "ent")
_PLURAL_SUBJECTS = frozenset("i you we they who which that people police and or but let help both to".split())
"""Words after which a bare form is a verb; after another singular word it is a noun ("the Nazi surrender")."""
_BETWEEN = frozenset("not also never already since now still again yet later then soon both all first".split())


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """One key for every form of a word, "refuses" and "refusing" -> "refus": its base without a silent e.

    Verb and noun of one spelling ("strike", "attack") share a key, nouns made of verbs ("refusal") have their own.
    """
    plain = re.sub(r"['’]s?$", "", word.lower())
    plain = _IRREGULAR.get(plain, plain)
    if len(plain) > 4 and plain.endswith(("ies", "ied")):
        plain = plain[:-3] + "y"
    elif plain.endswith(("sses", "shes", "ches", "xes", "zzes")):
        plain = plain[:-2]
    elif len(plain) > 3 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        plain = plain[:-1]
    for ending in ("ing", "ed"):
        base = plain.removesuffix(ending)
        if base != plain and len(base) > 1 and re.search(r"[aeiouy]", base) and (base[-1] != "e" or plain in _EED):
            plain = _undoubled(base)
            break
    base = _IRREGULAR.get(plain, plain)
    return base.rstrip("e") if len(base) > 2 else base


def _undoubled(base: str) -> str:
    """The base without its second letter: "stopp" -> "stop", but "kill", "pass" and "recall" stay."""
    if len(base) < 4 or base[-1] != base[-2] or base[-1] in "aeiosfz" or base in _DOUBLED:
        return base
    return base if base[-1] == "l" and len(base) < 6 else base[:-1]


def head(trigger: str, before: str = "") -> str:
    """The word that the trigger is about, in lower case: "imposed" of "had imposed sanctions", "ban" of "import ban".

    before is the sentence up to the trigger: after "to" or "will" a bare first word is a verb.
    """
    words = _words(trigger)
    if not words:
        return trigger.lower()
    verbal = bool(set(_words(before)[-1:]) & (_AUXILIARIES - _BE))
    at = 0
    while at < len(words) - 1 and (
        words[at] in _AUXILIARIES
        or words[at] in _SMALL
        or (words[at].endswith("ly") and len(words[at]) > 4)
        or (words[at] in _BEFORE_TO and words[at + 1] == "to")
        or (at == 0 and words[at] in _PREPOSITIONS)
    ):
        verbal = verbal or words[at] in _AUXILIARIES
        at += 1
    run = [words[at]]
    for word in words[at + 1 :]:
        if word in SMALL_WORDS:
            break
        run.append(word)
    if len(run) == 1 or verbal or _is_verb_form(run[0]):
        return run[0]
    return run[-1]


def form(trigger: str, before: str = "", after: str = "") -> Form:
    """How the trigger stands between before and after, the rest of its sentence, told by endings and neighbours."""
    words = _words(trigger)
    top = head(trigger, before)
    if top not in words:
        return "other"
    at = words.index(top)
    left = _words(before)[-4:] + words[:at]
    right = words[at + 1 :] + _words(after)[:3]
    near = ["", "", *(w for w in left if not w.endswith("ly") and w not in _BETWEEN)][-2:]
    if _is_passive(top, near, right):
        return "passive"
    past = top in _PAST_ONLY or (
        _is_participle(top) and top not in _UNCHANGED and not (top == "shot" and near[1] in _BEFORE_NOUNS)
    )
    if past or near[1] in _AUXILIARIES - _BE:
        return "active"
    if top in SMALL_WORDS:
        return "other"
    possessive = at == 0 and bool(re.search(r"(?:['’]s|s['’])\s*$", before))
    if _is_noun(top, near[1], right, possessive=possessive, compound=at > 0 and words[at - 1] not in SMALL_WORDS):
        return "noun"
    return "other" if top.endswith(_OTHER_ENDINGS) else "active"


def _is_passive(top: str, near: list[str], right: list[str]) -> bool:
    if not _is_participle(top):
        return False
    be = near[1] in _BE or (near[0] in _BE and near[1] in _SMALL)
    return be or ("by" in right[:2] and near[1] not in ("have", "has", "had"))


def _is_noun(top: str, last: str, right: list[str], *, possessive: bool, compound: bool) -> bool:
    """Is a word that is no past form a noun, after the word last and before the words right?"""
    described = last in _BEFORE_NOUNS or bool(_ADJECTIVE_ENDINGS.search(last))
    if top.endswith("ing") and len(top) > 5:
        return last not in _BE and (described or possessive or right[:1] == ["of"])
    by_itself = lemma(top) in _NOUNS or (bool(_NOUN_ENDINGS.search(top)) and lemma(top) not in _NO_NOUNS)
    in_place = described or possessive or compound or last in _PREPOSITIONS or last.isdigit() or right[:1] == ["of"]
    bare = top.rstrip("e") == lemma(top) and bool(last) and last not in _PLURAL_SUBJECTS and not last.endswith("s")
    return by_itself or in_place or bare


def _words(text: str) -> list[str]:
    return [w.lower() for w in WORD.findall(text)]


def _is_participle(word: str) -> bool:
    return word in _PARTICIPLES or (word.endswith("ed") and lemma(word) != word.rstrip("e"))


def _is_verb_form(word: str) -> bool:
    """Is a word in front of another the verb that governs it?"""
    if word in _PARTICIPLE_ADJECTIVES or word in _COMPOUND_S:
        return False
    inflected = word in _IRREGULAR or word in _UNCHANGED or word.endswith(("ed", "ing"))
    third = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
    return inflected or third or word in _LIGHT
