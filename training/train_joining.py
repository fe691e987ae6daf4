"""Fit the weights of `record/likeness.py`.

    python -m training.train_joining --data ../shared/data [--out src/sitroom/record/data/joining.json]

Untyped weights: pairs of mentions of one topic of ECB+ (CC BY 3.0) and MEANTIME (CC BY 4.0), of each the train part. Typed weights:
pairs of events of different reports of one written history (`corpus/histories`), as annotated and as the packaged reader reads
them, pulled towards the untyped weights and, for what only typed accounts have, towards PRIOR, which stands for the codebook's
rules while histories are few. ECB+ development and the packaged case are never read here.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sitroom.reader import load as load_reader
from sitroom.record.accounts import Account
from sitroom.record.likeness import FEATURES, features
from sitroom.record.parties import is_identified, party_likeness
from sitroom.record.traits import traits_of
from training.chains import Chains, histories
from training.open_chains import ecbplus, meantime

Floats = NDArray[np.float64]

HISTORIES = Path("corpus/histories")
OUT = Path("src/sitroom/record/data/joining.json")
OF_REPORTS = frozenset({"reports alike", "reports alike and trigger", "published apart"})
"""Features left out of pairs within one document: joining only ever compares different reports."""
OF_WORDS = (
    "words shared", "names shared", "numbers shared", "trigger and words", "same words in a copy", "other words in a copy",
    "amount agrees", "amount contradicts", "trigger in other mentions", "trigger in other's sentence", "place same",
)  # fmt: skip
PRIOR = {
    "type same": 1.5, "type confusable": -1.5, "modes shared": 0.5, "modes clash": -1.0, "status pending against done": -1.5,
    "promise pending against done": -1.0, "status negated against not": -2.0, "status background": -0.3, "actors alike": 1.5,
    "actors unlike": -1.5, "recipients alike": 1.0, "recipients unlike": -1.0, "day same": 1.0, "day next": 0.3,
    "days overlap": 0.3, "days apart": -1.5, "days apart of a promise": -0.5, "days far apart": -2.0, "inferred days apart": -1.0,
    "inferred days apart of a retelling": -0.3, "place same": 0.5, "place apart": -1.0, "amount agrees": 0.7,
    "amount contradicts": -0.3, "same words in a copy": 3.0, "other words in a copy": -1.0, "trigger in other mentions": 0.7,
    "published apart": -0.5, "actors surely others": -2.0, "recipients surely others": -1.0,
}  # fmt: skip
TYPED_PULL = 3.0
"""Strength of the pull of the typed weights: the larger, the nearer they stay to the prior."""


@dataclass(frozen=True)
class Pairs:
    """x: float64 [pairs, features]; y: 1.0 where both tell of one event; weight of each pair."""

    x: Floats
    y: Floats
    weight: Floats


def document(account: Account) -> str:
    return account.report.partition("#")[0]


def pairs_of(chains: Iterable[Chains], *, negatives: float = 1.0, within: bool = True, seed: int = 7) -> Pairs:
    """Pairs of accounts of one topic; a share of the negative ones stands for all. within: pairs of one document too."""
    rng = np.random.default_rng(seed)
    at = {name: i for i, name in enumerate(FEATURES)}
    rows: list[Floats] = []
    labels: list[float] = []
    for topic in chains:
        traits = [traits_of(a) for a in topic.accounts]
        places = [document(a) for a in topic.accounts]
        names = [topic.gold[a.id] for a in topic.accounts]
        for i in range(len(traits)):
            for j in range(i):
                one = names[i] == names[j]
                inside = places[i] == places[j]
                if (inside and not within) or (not one and negatives < 1 and rng.random() > negatives):
                    continue
                row = np.zeros(len(FEATURES))
                for name, value in features(traits[i], traits[j]).items():
                    if not (inside and name in OF_REPORTS):
                        row[at[name]] = value
                if inside:
                    row[at["reports unknown"]] = 1.0
                rows.append(row)
                labels.append(float(one))
    y = np.array(labels)
    return Pairs(np.array(rows), y, np.where(y > 0, 1.0, 1 / negatives))


def together(parts: Sequence[Pairs], shares: Sequence[float]) -> Pairs:
    """Pairs of several sets; shares weigh each set's pairs."""
    return Pairs(
        np.concatenate([p.x for p in parts]),
        np.concatenate([p.y for p in parts]),
        np.concatenate([p.weight * s for p, s in zip(parts, shares, strict=True)]),
    )


def fit(pairs: Pairs, *, towards: Floats, pull: Floats, steps: int = 60) -> Floats:
    """Weights [features] of a logistic curve by Newton's method with halved steps; pull [features] draws each to its value."""

    def loss(weights: Floats) -> float:
        z = pairs.x @ weights
        return float(pairs.weight @ (np.logaddexp(0.0, z) - pairs.y * z) + pull @ (weights - towards) ** 2 / 2)

    weights = towards.copy()
    now = loss(weights)
    for _ in range(steps):
        p = np.exp(-np.logaddexp(0.0, -(pairs.x @ weights)))
        slope = pairs.x.T @ (pairs.weight * (p - pairs.y)) + pull * (weights - towards)
        curve = (pairs.x * (pairs.weight * p * (1 - p))[:, None]).T @ pairs.x + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        while (after := loss(weights - step)) > now and np.abs(step).max() > 1e-6:
            step = step / 2
        weights, now = weights - step, after
        if np.abs(step).max() < 1e-5:
            break
    return weights


def untyped_weights(pairs: Pairs) -> Floats:
    pull = np.ones(len(FEATURES))
    pull[0] = 1e-3
    return fit(pairs, towards=np.zeros(len(FEATURES)), pull=pull)


def typed_weights(pairs: Pairs, untyped: Floats) -> Floats:
    towards = np.array([PRIOR.get(name, untyped[i]) for i, name in enumerate(FEATURES)])
    towards[0] = untyped[0] - PRIOR["type same"]
    pull = np.full(len(FEATURES), TYPED_PULL)
    pull[0] = 0.1
    return fit(pairs, towards=towards, pull=pull)


def named(weights: Floats) -> dict[str, float]:
    return {name: round(float(w), 3) for name, w in zip(FEATURES, weights, strict=True)}


def open_pairs(data: Path) -> Pairs:
    """MEANTIME's chains hardly ever span documents: its pairs count a third, to teach status, role and day."""
    ecb = pairs_of(ecbplus(data / "ecbplus" / "train.jsonl.gz"))
    wiki = pairs_of(meantime(data / "meantime" / "train.jsonl.gz"), negatives=0.2)
    return together([ecb, wiki], [1.0, 0.3])


def history_pairs(told: Sequence[Chains], seed: int = 7) -> Pairs:
    """Pairs of events of different reports, and their counterparts that the codebook makes two events (`as_others`)."""
    rng = random.Random(seed)
    parts = []
    for chains in told:
        parts.append(pairs_of([chains], within=False))
        for one, other in combinations(chains.accounts, 2):
            if chains.gold[one.id] == chains.gold[other.id] and one.report != other.report:
                parts += [_without_words(pairs_of([c])) for c in as_others(one, other, chains, rng)]
    return together(parts, [1.0] * len(parts))


def _without_words(pairs: Pairs) -> Pairs:
    """Counterparts keep the words of their originals; two real events have words of their own."""
    x = pairs.x.copy()
    x[:, [FEATURES.index(name) for name in OF_WORDS]] = 0.0
    return Pairs(x, pairs.y, pairs.weight)


def as_others(one: Account, other: Account, chains: Chains, rng: random.Random) -> Iterator[Chains]:
    """The pair of accounts of one event with one thing changed that makes them two events (rule 12: actor, recipient, occasion).

    A history has few acts of one kind on one day by different actors, and few that come again; a stream of news has many.
    """
    changed: list[Account] = []
    strangers = [
        who
        for account in chains.accounts
        for who in (*account.actors, *account.recipients)
        if is_identified(who)
        and all(party_likeness(who, x)[0] < 0.05 for x in (*one.actors, *other.actors, *other.recipients))
    ]
    if one.actors and strangers:
        changed.append(replace(other, id="b", actors=(rng.choice(strangers),)))
    days = timedelta(days=rng.choice((-60, -21, -9, 9, 21, 60)))
    if one.published and other.published and one.event.date and other.event.date and other.event.date.interval:
        interval = other.event.date.interval
        moved = replace(
            interval, start=interval.start and interval.start + days, end=interval.end and interval.end + days
        )
        event = replace(other.event, date=replace(other.event.date, interval=moved))
        changed.append(replace(other, id="b", event=event, published=other.published + days))
    for account in changed:
        first = replace(one, id="a")
        yield Chains(chains.name, (first, account), {"a": "a", "b": "b"})


def write(path: Path, *, typed: Floats, untyped: Floats) -> None:
    weights = {"typed": named(typed), "untyped": named(untyped)}
    path.write_text(json.dumps({"version": 1, "weights": weights}, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--histories", type=Path, default=HISTORIES)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    untyped = untyped_weights(open_pairs(args.data))
    told = [*histories(args.histories), *histories(args.histories, reader=load_reader())]
    pairs = history_pairs(told)
    write(args.out, typed=typed_weights(pairs, untyped), untyped=untyped)
    print(
        f"{len(told) // 2} histories, {len(pairs.y)} pairs of which {int(pairs.y.sum())} of one event; weights in {args.out}"
    )


if __name__ == "__main__":
    main()
