"""Choose the thresholds of decoding and fit the confidence on the development part, with the model as it ships.

    python -m training.calibrate --model runs/reader/model --data ../shared/data --out runs/reader/thresholds.json

Thresholds are chosen one after the other, each for what the scorer says of the whole (`objective`); twice round. From where a
recipient is named is chosen for each type by itself, where that makes more of them right. The confidence of an event is a logistic
curve over its scores, fitted to whether its type, place in the text and both sides are right; events less likely to be right than
the threshold `confidence` are left out. While thresholds are chosen, each report's events are judged by a curve fitted to the other
half of the reports.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from sitroom.codebook.ontology import EVENT_TYPES, EventType
from sitroom.codebook.reports import Report
from sitroom.errors import UnreadableReport
from sitroom.reader import put_together, reading_of
from sitroom.reading.labels import STRETCH_FIELDS, StretchField
from sitroom.reading.marking import mark
from sitroom.reading.packaged import load_model
from sitroom.reading.scorer import Floats, Ints
from sitroom.reading.settings import Thresholds
from sitroom.reading.threads import usable_cores
from sitroom.record.assembling import Assembled
from sitroom.record.confidence import FEATURES, features
from sitroom.resolving.cast import Cast
from tests.gate.score_events import score, sides_agree
from training.corpus import load_part
from training.evaluate import as_report
from training.sides import matched, party_f1, right_ones

RECIPIENTS = (0.2, 0.3, 0.4, 0.5)
"""Lower ones would score a little better, but a party named on one chance in ten misleads those who read the record."""
SIDE_GAIN = 0.01
"""Share of a type's recipients that must come right by a limit of its own."""
LEAST_MORE = 5
"""How many more must be right for a gain not to be chance."""
REAL_COUNT = 2
"""What a recipient in real text counts for beside one in a written report: real text is what is read in the end."""
GRID = {
    "trigger": (0.3, 0.4, 0.5, 0.6),
    "event": (0.2, 0.3, 0.4, 0.5, 0.6),
    "confidence": (0.0, 0.2, 0.25, 0.3, 0.35, 0.4),
    "mention": (0.3, 0.4, 0.5, 0.6),
    "first_recipient": RECIPIENTS,
    "first_actor": (0.3, 0.4, 0.5),
    "recipient": (0.3, 0.5, 0.7, 0.85),
    "actor": (0.3, 0.5, 0.7, 0.85),
    "coref": (0.3, 0.4, 0.5, 0.6, 0.7),
    "same": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
    "place": (0.3, 0.5, 0.7),
    "speaker": (0.3, 0.5, 0.7),
    "mode": (0.3, 0.4, 0.5, 0.6),
}
STRETCHES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
LINKS = (0.2, 0.35, 0.5, 0.65)
LEAST_GAIN = 0.002
"""What another threshold must be worth: of less, chance on one part, the next part takes back more."""
FIELD_GAIN = 0.008
"""F1 that a field must gain for another threshold: with a few dozen of each, less is chance."""
PARTY_WORTH = 0.5
"""What F1 of single parties is worth beside the scorer's figures."""
FALSE_MOST, FALSE_COST = 0.8, 0.03
"""False events per 1,000 words of reports without any that are borne, and what each further one costs."""
FURTHER_COUNT = 0.2
"""What an event of a further report counts for the confidence beside one of the development parts."""
CHUNK = 16
"""Reports that a thread reads at once."""
FIELDS = ("date", "place", "condition", "deadline", "exemption", "amount", "attributed_to")


class Remembering:
    """A scorer that encodes each window once: thresholds change only what comes after."""

    def __init__(self, scorer: Any) -> None:
        self._scorer = scorer
        self._known: dict[bytes, tuple[Floats, Floats]] = {}

    def encode(self, ids: Ints) -> tuple[Floats, Floats]:
        key = ids.tobytes() + bytes(str(ids.shape), "ascii")
        if key not in self._known:
            self._known[key] = self._scorer.encode(ids)
        return self._known[key]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._scorer, name)


def objective(figures: dict[str, Any]) -> float:
    """What is worth how much: parties and detection most, then the fields, modes and status."""
    fields = float(np.mean([figures[f]["f1"] for f in FIELDS]))
    return (
        figures["detect"]["f1"] + 1.5 * figures["who"]["f1"] + 0.5 * fields + 0.3 * figures["mode"] + 0.3 * figures["status"]
        + 0.3 * figures["ledger"]["f1"]
    )  # fmt: skip


def false_rate(rows: list[dict[str, Any]], read: dict[str, dict[str, Any]]) -> float:
    """Events read per 1,000 words of reports without any."""
    empty = [row for row in rows if not row["events"]]
    words = sum(len(row["text"].split()) for row in empty)
    return 1000 * sum(len(read.get(row["id"], {}).get("events", ())) for row in empty) / max(1, words)


def fitted_field(limits: Thresholds, name: StretchField, figures: Callable[[Thresholds], dict[str, Any]]) -> Thresholds:
    """The limits with those of one field that give it the best F1: of its words first, then of their link to an event."""
    at = STRETCH_FIELDS.index(name)
    stretches = list(limits.stretches or (limits.stretch,) * len(STRETCH_FIELDS))
    links = list(limits.links or (limits.link,) * len(STRETCH_FIELDS))
    best = figures(limits)[name]["f1"]
    for values, grid in ((stretches, STRETCHES), (links, LINKS)):
        for value in grid:
            if value == values[at]:
                continue
            before, values[at] = values[at], value
            got = figures(replace(limits, stretches=tuple(stretches), links=tuple(links)))[name]["f1"]
            if got > best + FIELD_GAIN:
                best = got
            else:
                values[at] = before
    print(f"{name} {stretches[at]} {links[at]}: F1 {best:.3f}", flush=True)
    return replace(limits, stretches=tuple(stretches), links=tuple(links))


@dataclass(frozen=True, slots=True)
class Likeliest:
    """The likeliest recipient of a read event that fits an annotated one, and whether the side is right with it and with nobody."""

    type: EventType
    score: float
    named: bool
    empty: bool


def likeliest_recipients(rows: list[dict[str, Any]], judged: list[Judged]) -> list[Likeliest]:
    """judged: the rows read with recipients named at the least chance. Sides that careful readers answer differently tell nothing."""
    out = []
    for row, one in zip(rows, judged, strict=True):
        read = one.reading(np.ones(len(one.right)), 0.0)
        for j, i in matched(row, read).items():
            gold = row["events"][i]
            if gold.get("optional") or "recipients" in gold.get("open_sides", ()):
                continue
            _, right = sides_agree(gold, read["events"][j])
            score = one.assembled.scores[j].recipient
            out.append(Likeliest(gold["type"], score, right, not gold["recipients"]))
    return out


def fitted_recipients(start: float, written: Sequence[Likeliest], real: Sequence[Likeliest]) -> tuple[float, ...]:
    """For each of EVENT_TYPES the limit of RECIPIENTS that makes the largest share of recipients right; the start where none gains
    SIDE_GAIN. Of the two kinds of text, however many reports there are of each, real ones count REAL_COUNT times."""

    def gain(part: Sequence[Likeliest], limit: float) -> float:
        """Share of a type's recipients that are right by the limit and were not, less those that no longer are."""
        more = sum(
            (one.named if one.score >= limit else one.empty) - (one.named if one.score >= start else one.empty)
            for one in part
        )
        return 0.0 if 0 < more < LEAST_MORE else more / max(1, len(part))

    out = []
    for type in EVENT_TYPES:
        own, others = ([one for one in part if one.type == type] for part in (written, real))
        worth = {
            limit: found
            for limit in RECIPIENTS
            if (found := (gain(own, limit) + REAL_COUNT * gain(others, limit)) / (1 + REAL_COUNT)) > SIDE_GAIN
        }
        out.append(max(worth, key=lambda limit: worth[limit], default=start))
        if worth:
            print(f"recipients of {type}: {out[-1]}, {worth[out[-1]]:.3f} more right", flush=True)
    return tuple(out)


def fit(x: np.ndarray, y: np.ndarray, ridge: float = 1.0, counts: np.ndarray | None = None) -> np.ndarray:
    """Logistic regression by Newton's method; the bias is not shrunk. counts: what each row counts, by default 1."""
    weights = np.zeros(x.shape[1])
    counts = np.ones(len(y)) if counts is None else counts
    penalty = np.full(x.shape[1], ridge)
    penalty[0] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ weights)))
        gradient = x.T @ (counts * (p - y)) + penalty * weights
        hessian = (x * (counts * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def expected_error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over equal-width bins."""
    which = np.minimum((p * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(p[which == b].mean() - y[which == b].mean()) * (which == b).mean()
            for b in range(bins)
            if (which == b).any()
        )
    )


def error_by_chance(p: np.ndarray, draws: int = 1000, seed: int = 7) -> float:
    """The calibration error that so many events of these confidences would show on the average if each were right exactly as often
    as it says: a figure of few events cannot be told from it."""
    rng = np.random.default_rng(seed)
    return float(np.mean([expected_error(p, (rng.random(len(p)) < p).astype(float)) for _ in range(draws)]))


@dataclass(slots=True)
class Judged:
    """A report's events before any is left out: what the confidence weighs, and which are right (None: counts neither way)."""

    report: Report
    cast: Cast
    assembled: Assembled
    right: list[bool | None]

    def reading(self, confidences: np.ndarray, least: float) -> dict[str, Any]:
        """The reading with the events that are likely enough."""
        kept = tuple(e for e, p in zip(self.assembled.events, confidences, strict=True) if p >= least)
        return reading_of(self.report, self.cast, replace(self.assembled, events=kept)).to_dict()


@dataclass(slots=True)
class Rereader:
    """Reads annotated reports with any thresholds, each window encoded once."""

    scorer: Remembering
    tokenizer: Tokenizer
    rows: list[dict[str, Any]]
    """Those that intake refuses are left out."""
    reports: list[Report] = field(default_factory=list)

    def __post_init__(self) -> None:
        rows, self.rows = self.rows, []
        for row in rows:
            try:
                self.reports.append(as_report(row))
            except UnreadableReport as error:
                print(row["id"], error, file=sys.stderr)
            else:
                self.rows.append(row)

    def judged(self, limits: Thresholds) -> list[Judged]:
        """In the order of the rows."""
        chunks = [range(at, min(at + CHUNK, len(self.rows))) for at in range(0, len(self.rows), CHUNK)]
        with ThreadPoolExecutor(usable_cores()) as pool:
            return [one for chunk in pool.map(lambda chunk: self._chunk(chunk, limits), chunks) for one in chunk]

    def _chunk(self, numbers: range, limits: Thresholds) -> list[Judged]:
        texts = [(self.reports[n].text, self.reports[n].body_start) for n in numbers]
        out = []
        for n, marks in zip(numbers, mark(self.scorer, self.tokenizer, texts, limits), strict=True):
            cast, assembled = put_together(self.reports[n], marks, limits)
            read = reading_of(self.reports[n], cast, assembled).to_dict()
            out.append(Judged(self.reports[n], cast, assembled, right_ones(self.rows[n], read)))
        return out


def table(judged: Iterable[Judged]) -> tuple[np.ndarray, np.ndarray]:
    """Features [events, FEATURES] and whether each event is right, [events], of those that count."""
    pairs = [
        (features(scores), right)
        for one in judged
        for scores, right in zip(one.assembled.scores, one.right, strict=True)
        if right is not None
    ]
    return np.asarray([x for x, _ in pairs]), np.asarray([y for _, y in pairs], float)


def curve(weights: np.ndarray, judged: Judged) -> np.ndarray:
    """The confidence of each event of a report."""
    rows = [features(scores) for scores in judged.assembled.scores]
    return 1 / (1 + np.exp(-(np.asarray(rows).reshape(-1, len(FEATURES)) @ weights)))


def across_halves(judged: list[Judged], further: Sequence[Judged] = ()) -> list[np.ndarray]:
    """Confidences of each report's events by a curve that was fitted to the other half of the reports."""
    weights = [fit_weighted(judged[half::2], further) for half in (1, 0)]
    return [curve(weights[n % 2], one) for n, one in enumerate(judged)]


def fit_weighted(judged: list[Judged], further: Sequence[Judged]) -> np.ndarray:
    """The curve of the development parts, and of further reports that count less: they are written alike."""
    x, y = table(judged)
    if not further:
        return fit(x, y)
    more_x, more_y = table(further)
    counts = np.concatenate([np.ones(len(y)), np.full(len(more_y), FURTHER_COUNT)])
    return fit(np.concatenate([x, more_x]), np.concatenate([y, more_y]), counts=counts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--start", type=Path, help="thresholds to begin with")
    parser.add_argument(
        "--unseen",
        action="store_true",
        help="recipients' limits by the train reports too that the packaged weights have not learned from, confidence by written ones",
    )
    args = parser.parse_args()
    scorer, tokenizer, _, _ = load_model(args.model)
    rows = load_part(args.corpus, args.data, "development")
    rereader = Rereader(Remembering(scorer), tokenizer, rows)
    gold = {row["id"]: row for row in rows}
    limits = Thresholds(first_actor=0.3, first_recipient=0.2, trigger=0.4, event=0.4, confidence=0.3)
    if args.start:
        limits = Thresholds.of(json.loads(args.start.read_text(encoding="utf-8")))

    def read(trial: Thresholds) -> dict[str, dict[str, Any]]:
        judged = rereader.judged(replace(trial, confidence=0.0))
        sure = across_halves(judged)
        return {one.report.id: one.reading(p, trial.confidence) for one, p in zip(judged, sure, strict=True)}

    def worth(trial: Thresholds) -> float:
        found = read(trial)
        false = max(0.0, false_rate(rows, found) - FALSE_MOST)
        return objective(score(gold, found, [])) + PARTY_WORTH * party_f1(rows, found) - FALSE_COST * false

    best = worth(limits)
    print(f"{len(rows)} reports; to begin with: {best:.4f}", flush=True)
    for _ in range(args.rounds):
        for name, values in GRID.items():
            for value in values:
                trial = replace(limits, **{name: value})
                if trial == limits:
                    continue
                got = worth(trial)
                if got > best + LEAST_GAIN:
                    best, limits = got, trial
            print(f"{name} {getattr(limits, name)}: {best:.4f}", flush=True)
        for name in STRETCH_FIELDS:
            if name in FIELDS:
                limits = fitted_field(limits, name, lambda trial: score(gold, read(trial), []))
        best = worth(limits)
    kinds = [
        Rereader(rereader.scorer, tokenizer, load_part(args.corpus, args.data, f"{kind}/unseen") if args.unseen else [])
        for kind in ("written", "real")
    ]
    anyone = replace(limits, confidence=0.0, first_recipient=min(RECIPIENTS), first_recipients=())
    by_kind: dict[str, list[Likeliest]] = {"written": [], "real": []}
    for part in (rereader, *kinds):
        for row, one in zip(part.rows, part.judged(anyone), strict=True):
            by_kind["real" if "#" in row["id"] else "written"] += likeliest_recipients([row], [one])
    limits = replace(limits, first_recipients=fitted_recipients(limits.first_recipient, **by_kind))
    everything = replace(limits, confidence=0.0)
    # Real passages that the weights have not seen are left for measuring how far the confidence holds.
    judged, further = rereader.judged(everything), kinds[0].judged(everything)
    weights = fit_weighted(judged, further)
    print(confidence_line(judged, further, weights, limits.confidence))
    print(dict(zip(FEATURES, weights.round(2).tolist(), strict=True)))
    limits = replace(limits, calibration=tuple(round(float(w), 4) for w in weights))
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text(json.dumps(dataclasses.asdict(limits), indent=1) + "\n", encoding="utf-8")


def confidence_line(judged: list[Judged], further: list[Judged], weights: np.ndarray, least: float) -> str:
    """How far the confidences of the development parts are off, for events that are kept."""

    def kept(confidences: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        pairs = [
            (p, right)
            for one, own in zip(judged, confidences, strict=True)
            for p, right in zip(own.tolist(), one.right, strict=True)
            if right is not None and p >= least
        ]
        return np.asarray([p for p, _ in pairs]), np.asarray([y for _, y in pairs], float)

    p, y = kept([curve(weights, one) for one in judged])
    other_p, other_y = kept(across_halves(judged, further))
    return (
        f"{len(y)} events, {y.mean():.3f} right; calibration error {expected_error(p, y):.3f}, "
        f"across halves {expected_error(other_p, other_y):.3f}; fitted to {len(further)} further reports"
    )


if __name__ == "__main__":
    main()
