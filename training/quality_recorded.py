"""The parts of docs/quality.md that show what was measured once: models of the history, trainings and annotations that are gone.

docs/*.json hold what the commands beside them on the page gave; `training.quality` puts these parts into the page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

READ_AGAIN = Path("docs/read_again.json")
BEFORE = Path("docs/before.json")
EXPERIMENTS = Path("docs/experiments.json")
TEACHER = Path("docs/teacher.json")
FURTHER = Path("docs/further.json")
LEFT_OUT = Path("docs/left_out.json")
PARTIES = Path("docs/parties.json")
VERSIONS = Path("docs/versions.json")
BOTH_PARTS = ("written_detect", "written_who", "real_detect", "real_who")


def versions() -> list[str]:
    """What every packaged model of the history reads today, as training/versions.py left it."""
    if not VERSIONS.exists():
        return []
    found: dict[str, dict[str, Any]] = json.loads(VERSIONS.read_text(encoding="utf-8"))
    return [
        "### How accuracy grew with the corpus",
        "",
        "`python -m training.versions --data ../shared/data`: the packaged models of the history, read by today's code, F1 on today's test parts. Side tasks, heads and the length of training changed with the corpus: it is",
        "what all of it together brought, and no clean learning curve. The encoder is the same small one throughout. Each reads with the thresholds that it was packaged with: none leaves out unlikely events.",
        *(f"`{name}` says of itself: {r['trained_on']}." for name, r in found.items() if r.get("trained_on")),
        "",
        *trainings(
            "model",
            {f"{name} ({r['day']})": r for name, r in found.items()},
            ("written", "written_events", "real", "real_events"),
            ("relate",),
        ),
    ]


def experiments() -> list[str]:
    """What short trainings that differ in one thing say, as training/experiments.py left it."""
    if not EXPERIMENTS.exists():
        return []
    found: dict[str, dict[str, dict[str, Any]]] = json.loads(EXPERIMENTS.read_text(encoding="utf-8"))
    sizes = ("steps", "pieces", "reports", "triggers")
    return [
        "### What each part adds",
        "",
        "`python -m training.experiments --data ../shared/data --steps 400 --pieces 2400 --device cuda`: short trainings that differ in one thing, F1 on the development parts at fixed thresholds. They",
        "compare with each other, not with the packaged model, which learned far longer; differences below 0.02 are within the noise of one seed. Trainings that end before they have seen the corpus once say what",
        "helps at the very start, and nothing of what its size adds (for that see the models of the history above) or of what is left of a start after many passes. So early the verb dictionary helps and the side",
        "tasks cost: what they leave in the encoder must first be unlearned. Not run: halves and quarters of the corpus (a quarter is not seen once either in so few steps), spans that stand alone, masked pieces.",
        "These four were measured before the annotations were read again.",
        "",
        *trainings("training", found["400 steps of 2400 pieces"], sizes, ("relate",)),
        'Each kind of text alone (`--steps 200 --only "without side tasks,written reports alone,real passages alone"`, ten minutes each on two cores, on the corpus as it is now; each starts from the verb dictionary, so that',
        "the first is both together). Neither stands in for the other: what learned from written reports alone finds little more than half as much in real passages as what learned from those alone, and the other way",
        "round. Beside real passages, which are short and mostly tell protest, attacks and statements, it takes written ones to tell the types apart (`relate`). Together each kind costs the other a little at this length,",
        "where half as much of each is seen.",
        "",
        *trainings("training", found["200 steps of 2400 pieces"], sizes, ("relate",)),
    ]


def teacher() -> list[str]:
    """What the larger encoder reads that the small one does not, as the commands on the page gave it when both were trained."""
    found: dict[str, dict[str, float]] = json.loads(TEACHER.read_text(encoding="utf-8"))
    return [
        "### What the small encoder gives away",
        "",
        "The teacher of weights `0d372b478000` (an encoder five times as large, the same heads and corpus; without its two layers between spans, which were lost on the way back from the card) and the reader that learned",
        "from it, F1 on the development parts, before the export to 7 bits, both at the thresholds of the model before (`python -m training.evaluate --weights WEIGHTS --thresholds THRESHOLDS --data ../shared/data`). The rest, up to the two annotators, is what corpus and heads still lack. Measured before the annotations were read again.",
        "",
        *trainings("weights", found),
    ]


def read_again(agreed: dict[str, Any]) -> list[str]:
    """What correcting the annotations changed, and what the code did: both with the weights of before, at commit 7931159."""
    found: dict[str, Any] = json.loads(READ_AGAIN.read_text(encoding="utf-8"))
    kinds, then = found["corrections"], found["agreement before"]
    agrees = ", ".join(
        f"{part} {agreed[part][name]['f1']:.2f} for {then[part][name]:.2f} ({name})"
        for part in ("written", "real")
        for name in ("detect", "who")
    )
    return [
        "### What a second reading of the annotations changed",
        "",
        "All reports of the development and test parts were read once more in full, by eight readers with the codebook alone (`python -m training.revise`: shown are the text and its annotation, nothing that any model reads), for what was",
        f"missing as well as for what should not be there. {sum(kinds.values()):,} corrections were made: {', '.join(f'{name} {n}' for name, n in kinds.items())}. Next to nothing was taken away.",
        f"The second annotation of the test parts, made before and left as it was, agrees better with the first since: {agrees}. So the reader's figures rose without its reading any better; beside it the code changed: whom a report names comes",
        "before who held the office by our table, and a party keeps the words that the report has for it. F1 on the test parts with weights `0d372b478000` (`python -m training.evaluate --corpus CORPUS` in a checkout of commit",
        "`7931159` and of `90b93c3`):",
        "",
        *trainings("", found["figures"]),
    ]


def left_out() -> list[str]:
    """What leaving out unlikely events brings, as the commands on the page gave it."""
    found: dict[str, dict[str, float]] = json.loads(LEFT_OUT.read_text(encoding="utf-8"))
    return [
        "### What leaving out unlikely events brings",
        "",
        "More words are considered as telling an event than before (thresholds 0.5 and 0.4 for 0.6 and 0.6; an actor needs 0.4 for 0.3), each event gets its confidence, and those under 0.35 are left out: F1 rises as long as an event that is left out is right less often",
        "than half the F1. F1 on the development parts, by which the thresholds were chosen (`python -m training.evaluate --thresholds THRESHOLDS --data ../shared/data`); on the test parts, compare this page's first table with the last line of the one above.",
        "",
        *trainings("thresholds", found),
    ]


def parties() -> list[str]:
    """What naming parties by all the words for them and fewer of them brings, as scripts of that session gave it."""
    found: dict[str, Any] = json.loads(PARTIES.read_text(encoding="utf-8"))
    alone: dict[str, int] = found["agree by it alone"]
    rows: dict[str, dict[str, float]] = found["figures"]
    return [
        "### What the words for a party, and fewer parties, bring",
        "",
        'A party has in `aka` what else its report calls it, as an annotated party has (before, only where its name came from a table): "the farm unions" is no wrong answer for "the farmers" of the same chain. The scorer asks for one name in common. Of the',
        f"{sum(alone.values())} sides of the unseen reports below that agree by it alone, {', '.join(f'{name}: {n}' for name, n in alone.items())} (there the chain has two parties in it, and the agreement is worth nothing).",
        'Of an event that several words tell, each side has the likeliest party of all words and otherwise only those of the word that tells it best ("this pause" is near everybody): fewer false parties, and a few right ones less. Recipients of MOBILIZE',
        "are named from 0.4 on, those of other types were from 0.2, as development and unseen reports both said (since then PROTEST from 0.5: `training.calibrate --unseen`). F1; parties: of single parties on the sides of events that fit. Unseen: 1,107 written train reports",
        "(every second one of `w-i`, `w-f`, `w-p`, `w-o`, as annotated before their second reading) that the weights have not learned from. Detect and who of the development parts: `training.evaluate` with the code and thresholds of each step (commits `7d965b8` to `1e7effb`);",
        "single parties are what `training.evaluate` prints as `parties` since then; the rest was counted by scripts that are not kept.",
        "",
        *trainings(
            "", rows, further=("written_parties", "real_parties", "unseen_detect", "unseen_who", "unseen_parties")
        ),
    ]


def further() -> list[str]:
    """What an hour of going on without a card brought, as the commands on the page gave it when it was tried."""
    found: dict[str, dict[str, dict[str, Any]]] = json.loads(FURTHER.read_text(encoding="utf-8"))
    return [
        "### What an hour on two cores brings",
        "",
        "The packaged weights went on for 594 steps of 2,400 pieces, 55 minutes on two cores beside their teacher, with 676 reports they had not seen shown two and a half times (`training.train --start READER --teacher TEACHER --plain 0",
        "--rate 1e-4 --head-rate 4e-4 --pieces 2400 --minutes 54 --noise 0.1 --narrow 0.35 --written 0.6 --real 0.7 --chains 0.3 --fresh w-o --fresh-share 2.5 --seed 31`); F1 on the development parts after the export, at the packaged thresholds.",
        "It is no better, nor is the average of both: so few steps move the weights and do not settle them. It is not what ships. Measured before the annotations were read again.",
        "",
        *trainings("weights", found["beside its teacher"], further=("relate",)),
        "Once more without a teacher, which takes two thirds of a step: 1,915 steps, 72 minutes, slower rates, 1,711 written reports and 1,429 real passages they had not seen shown most (`--rate 6e-5 --head-rate 2e-4 --pieces 2400 --minutes 72",
        "--noise 0.1 --narrow 0.35 --real 1.2 --written 0.5 --chains 0.3 --fresh w-o w-p w-f --fresh-share 1.3 --seed 37`), on the annotations read again. No better either.",
        "",
        *trainings("weights", found["alone"], further=("relate",)),
        "And on 2,214 written reports and 1,429 real passages they had not seen almost alone, the others shown one time in ten, 396 steps of 3,600 pieces, 32 minutes, the encoder at a rate of 2.5e-5 (tried by hand: no option gives these shares), each",
        "with unlikely events left out by a curve of its own, fitted to the other half of the development part. No better either. Nor is it to learn the heads that pair triggers and parties anew on those reports, four to six passes, the encoder",
        "held: the loss of parties falls by a twelfth on the development part, and no more of them are right. The same of the heads that tell type, mode and status (by hand too): three passes, loss of types 0.61 for 0.66 on what is learned from, development part",
        "0.782 / 0.656 for 0.789 / 0.661 written, half way between old and new no better. Those rounds tell more events a word and mark more acts as background than the development part, which older rounds and other writers made: what is learned from them",
        "alone is their manner first.",
        "",
        *trainings("weights", found["unseen alone"]),
        "At last on the whole corpus with its second readings (unseen reports shown twice as often as the others, real passages 1.2 times an epoch), the packaged weights themselves as the teacher that holds what was known,",
        "embeddings and two layers held: 663 steps of 3,000 pieces in an hour beside other work (by hand: `training.train` holds no layers), a seventeenth of what each of the three readers behind these weights learned in. No better either.",
        "",
        *trainings("weights", found["all, beside itself"]),
    ]


def trainings(
    what: str, found: dict[str, dict[str, Any]], sizes: Sequence[str] = (), further: Sequence[str] = ()
) -> list[str]:
    """A table of F1 on both parts: sizes, what each row learned from, and further figures, where it has them."""
    figures = (*BOTH_PARTS, *further)
    heads = [what, *sizes, *figures]
    return [
        "| " + " | ".join(head.replace("_", " ") for head in heads) + " |",
        "|---" * len(heads) + "|",
        *(
            f"| {name} | " + " | ".join([*(f"{r[s]:,}" for s in sizes), *(f"{r[f]:.3f}" for f in figures)]) + " |"
            for name, r in found.items()
        ),
        "",
    ]


def before() -> list[str]:
    """What the newest resolvers changed with the same weights, as training/before.py left it."""
    if not BEFORE.exists():
        return []
    found: dict[str, Any] = json.loads(BEFORE.read_text(encoding="utf-8"))
    return [
        "### What better resolving changed",
        "",
        f"`python -m training.before --data ../shared/data`: the code of commit `{found['commit']}` and today's, both with the weights `{found['weights']}`, on the test parts, phrases and cases as they were before the second reading (annotated events). F1 unless said.",
        "Phrases gained by what they showed themselves, joining and the ledger by what is known of bodies of a state that no table has, and by requests that are known by the act that met them; joining was learned anew",
        "beside it; the places of real passages by countries and states read around them. Parties do not move: what is wrong there is whom the reader picks, not how the phrase is resolved. Quotations around acts say little of speakers that the reader does not find itself.",
        "",
        "| figure | before | now |",
        "|---|---|---|",
        *(f"| {name} | {value:.3f} | {found['now'][name]:.3f} |" for name, value in found["before"].items()),
        "",
    ]
