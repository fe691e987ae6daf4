"""Marked pairs from the open verb dictionary: which type each of its some 6,000 patterns of verbs and objects is coded as.

A pattern ("* {ARMS SHIPMENT} (TO BORDER)", CAMEO 072) becomes a clause between two parties ("mali speeded up an arms shipment to
chad"), its CAMEO code a PLOVER type and mode by the crosswalk of the ontology's reference. The dictionary is coarse and partly wrong:
it goes before the corpus, which has the last word (docs/quality.md says what it adds).

Source: `actor_dictionaries` (MIT), the verb dictionary of petrarch2; crosswalk: `plover_reference`.
"""

from __future__ import annotations

import csv
import gzip
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tokenizers import Tokenizer

from training.examples import MODES, TYPES

if TYPE_CHECKING:
    from training.batches import Pair

PARTIES = (
    "the government|the rebels|police|the opposition|protesters|the army|the united nations|the european union|the president|"
    "the foreign ministry|the militia|the prime minister|russia|the united states|china|mali|kenya|peru|india|turkey|poland|"
    "colombia|egypt|the philippines|sudan|israel|iran|ukraine|brazil|indonesia|workers|students|villagers|the separatists|"
    "soldiers|a lawmaker|the party|residents|the junta|france|the union|gunmen|officials|the ruling party|settlers"
).split("|")
TOWARDS = {
    "AID": ("to",), "SANCTION": ("against", "with", "on"), "CONSULT": ("with",), "COOPERATE": ("with",), "AGREE": ("with", "to"),
    "REQUEST": ("from", "to"), "REJECT": ("from", "by"), "THREATEN": ("against", "to"), "PROTEST": ("against", "over"),
    "MOBILIZE": ("against", "near"), "ACCUSE": ("against", "over"), "CONCEDE": ("for", "to"), "RETREAT": ("from", "to"),
    "SUPPORT": ("for", "to"), "ASSAULT": ("against", "on", "in"), "COERCE": ("against", "on"),
}  # fmt: skip
"""Prepositions before the recipient where the pattern has an object of its own."""
TAILS = ("", "", "on tuesday", "last week", "over the weekend", "the agency reported", "in the capital", "after talks")
UNCHANGED = frozenset("set put cut hit shut let spread cast bet bid cost hurt quit rid shed split thrust upset".split())
PARTICLES = frozenset(
    "to for from with against of on in into over under by at as out off up down back away not that".split()
)
SECTIONS = re.compile(r"\{[^}]*\}|\([^)]*\)|\S+")


@dataclass(frozen=True, slots=True)
class Pattern:
    """forms: past forms of the verb, in small letters; before, after: the pattern's words on both sides of it."""

    forms: tuple[str, ...]
    before: str
    after: str
    type: str
    mode: str | None


def past(form: str) -> str:
    """The regular past of a verb in small letters ("stop" -> "stopped")."""
    head, _, rest = form.partition(" ")
    if head in UNCHANGED or head.endswith("ed"):  # the dictionary lists a few forms as verbs
        out = head
    elif head.endswith("e"):
        out = head + "d"
    elif re.search(r"[^aeiou]y$", head):
        out = head[:-1] + "ied"
    elif re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", head):
        out = head + head[-1] + "ed"
    else:
        out = head + "ed"
    return f"{out} {rest}".strip()


def past_form(entry: str) -> str:
    """The past of a dictionary verb: among its irregular forms in braces the one that is no -s or -ing form, else the regular one."""
    base, _, listed = entry.partition("{")
    clean = [w.lstrip("+").replace("_", " ").lower() for w in listed.rstrip("} ").split()]
    found = [w for w in clean if not re.search(r"(?:s|ing)$", w.split(" ")[0]) and w != base.strip().lower()]
    return found[0] if found else past(base.strip().lstrip("+").replace("_", " ").lower())


def _plain(part: str, sets: dict[str, list[str]], rng: random.Random) -> str:
    words = []
    for word in part.strip("(){} ").split():
        word = word.strip("(){}")
        if word.startswith("&"):
            known = sets.get(word.rstrip("_"), [])
            word = rng.choice(known) if known else word[1:].rstrip("_")
        if word and word not in "^$+%":
            words.append(word.replace("_", " ").strip().lower())
    return " ".join(words)


def load_patterns(data: Path, seed: int = 7) -> list[Pattern]:
    """Every coded verb and pattern of the dictionary that the crosswalk knows a PLOVER type for."""
    rng = random.Random(seed)
    with (data / "plover_reference/cameo_codes.tsv").open(encoding="utf-8") as lines:
        codes = {
            row["code"]: (row["plover_type_2_0"], row["mode_2_0"] or None)
            for row in csv.DictReader(lines, delimiter="\t")
        }
    sets: dict[str, list[str]] = {}
    for row in _rows(data / "actor_dictionaries/cameo_synonym_sets.tsv.gz"):
        sets.setdefault(row["set"].rstrip("_"), []).append(row["term"])
    verbs: dict[str, list[str]] = {}
    out = []
    for row in _rows(data / "actor_dictionaries/cameo_verb_patterns.tsv.gz"):
        code = re.split("[:;]", row["code"] or "")[0]
        type_, mode = codes.get(code, ("", None))
        if row["kind"] == "verb":
            form = past_form(row["form_or_pattern"])
            verbs.setdefault(row["block"], []).append(form)
            if type_ in TYPES:
                out.append(Pattern((form,), "", "", type_, mode))
        elif row["kind"] == "pattern" and type_ in TYPES and row["form_or_pattern"].count("*") == 1:
            before, after = row["form_or_pattern"].split("*")
            # The verb that names the block, and one of those that share its patterns: the others fit the more seldom.
            first, *others = verbs.get(row["block"]) or [""]
            own = (first, *rng.sample(others, min(1, len(others))))
            if first:
                sides = [" ".join(_plain(s, sets, rng) for s in SECTIONS.findall(part)) for part in (before, after)]
                out.append(Pattern(own, " ".join(sides[0].split()), " ".join(sides[1].split()), type_, mode))
    return out


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def clause(pattern: Pattern, form: str, rng: random.Random) -> tuple[list[str], int]:
    """The pieces of "[actor] before verb after link [recipient] tail", without the parties; and 1 if it is to be turned into a passive."""
    bare = not pattern.after
    linked = pattern.after.split(" ")[-1] in PARTICLES
    link = "" if bare or linked else rng.choice(TOWARDS[pattern.type])
    after = pattern.after
    if not bare and after.split(" ")[0] not in PARTICLES and rng.random() < 0.5:
        after = f"{rng.choice(('the', 'its'))} {after}"
    return [pattern.before, form, after, link, rng.choice(TAILS)], int(bare and rng.random() < 0.3)


def load_pairs(tokenizer: Tokenizer, data: Path, seed: int = 7) -> list[Pair]:
    """One marked pair for each pattern and verb form, parties drawn at random."""
    from training.batches import CLS, SEP, Pair, marked  # needs torch, which the patterns themselves do without

    rng = random.Random(seed)
    mode_numbers = {mode: i for i, mode in enumerate(MODES)}
    out = []
    for pattern in load_patterns(data, seed):
        for form in pattern.forms:
            actor, recipient = rng.sample(PARTIES, 2)
            (before, verb, after, link, tail), passive = clause(pattern, form, rng)
            texts = (
                [recipient, "was", verb, "by", actor, tail]
                if passive
                else [actor, before, verb, after, link, recipient, tail]
            )
            pieces = [tokenizer.encode(t, add_special_tokens=False).ids if t else [] for t in texts]
            starts = [sum(map(len, pieces[:i])) for i in range(len(pieces) + 1)]
            who, whom = (4, 0) if passive else (0, 5)
            words = (2, 3) if passive else (2, 4)
            spans = [(starts[i], starts[i + 1]) for i in (who, whom)]
            ids, where = marked([i for p in pieces for i in p], *spans)
            shifted = [CLS, *ids, SEP]
            named = [1 + where[i] for i in range(starts[words[0]], starts[words[1]])]
            modes = (
                {mode_numbers[pattern.type, pattern.mode]} if (pattern.type, pattern.mode) in mode_numbers else set()
            )
            opened = [where[a] for a, _ in spans]  # the marker stands before the first piece, and CLS before all
            out.append(Pair(shifted, opened[0], opened[1], named, TYPES.index(pattern.type), modes))
    return out
