"""Train the reader: side tasks and the verb dictionary first, then all heads on the corpus. One command, one seed.

    python -m training.train --data ../shared/data --out runs/reader [--epochs 20] [--side-epochs 1] [--seed 7] [--minutes 60]

Writes OUT/reader.pt (weights, averaged over the last steps). `python -m training.export` makes the packaged model of it.
"""

from __future__ import annotations

import argparse
import copy
import gzip
import json
import random
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from training.batches import Pair, assemble, pairs_of, random_windows
from training.corpus import load_part
from training.examples import Example, example
from training.losses import reading_losses, relate_losses
from training.model import Reader, load_encoder
from training.side_sets import Side, add_heads, load_sides, side_loss
from training.verb_patterns import load_pairs
from training.vocabulary import training_tokenizer

BATCH_PIECES = 1200


def group(sizes: list[int], pieces: int, rng: random.Random) -> list[list[int]]:
    """Indices grouped by like size into batches of at most so many pieces (padding included), shuffled."""
    order = sorted(range(len(sizes)), key=lambda i: sizes[i] + rng.random() * 8)
    out: list[list[int]] = []
    current: list[int] = []
    for i in order:
        if current and (len(current) + 1) * max(sizes[i], *(sizes[j] for j in current)) > pieces:
            out.append(current)
            current = []
        current.append(i)
    if current:
        out.append(current)
    rng.shuffle(out)
    return out


def half_precision() -> torch.autocast:
    """bfloat16 where the machine computes it; processors without it emulate it twenty times slower than float32."""
    device = torch.get_default_device().type
    able = device != "cpu" or bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
    return torch.autocast(device, torch.bfloat16, enabled=able)


class Average:
    """Exponential moving average of the weights: what ships."""

    def __init__(self, model: nn.Module, decay: float = 0.995) -> None:
        self.model = copy.deepcopy(model).eval()
        self.decay = decay
        self.steps = 0

    def update(self, model: nn.Module) -> None:
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for mine, theirs in zip(self.model.state_dict().values(), model.state_dict().values(), strict=True):
                if mine.dtype.is_floating_point:
                    mine.lerp_(theirs, 1 - decay)
                else:
                    mine.copy_(theirs)


def optimiser(model: Reader, encoder_rate: float, head_rate: float) -> torch.optim.AdamW:
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder.")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    return torch.optim.AdamW(
        [{"params": encoder, "lr": encoder_rate}, {"params": heads, "lr": head_rate}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
    )


def scheduler(opt: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    warm = max(1, int(steps * 0.06))
    return torch.optim.lr_scheduler.LambdaLR(
        opt, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / max(1, steps - warm)))
    )


def run_side(model: Reader, sides: list[Side], epochs: float, seed: int, rate: float) -> None:
    rng = random.Random(seed)
    tasks: dict[str, list[Side]] = defaultdict(list)
    for side in sides:
        tasks[side.task].append(side)
    plan: list[list[Side]] = []
    for name, own in tasks.items():
        repeat = {"crossner": 3, "re3d": 3}.get(name, 1) * epochs
        for _ in range(max(1, round(repeat))):
            picked = own if repeat >= 1 else rng.sample(own, int(len(own) * repeat))
            plan += [[picked[i] for i in g] for g in group([len(s.ids) for s in picked], BATCH_PIECES, rng)]
    rng.shuffle(plan)
    opt = optimiser(model, rate, 1e-3)
    schedule = scheduler(opt, len(plan))
    model.train()
    seen: dict[str, list[float]] = defaultdict(list)
    began = time.monotonic()
    for step, batch in enumerate(plan):
        with half_precision():
            loss = side_loss(model, batch)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        schedule.step()
        opt.zero_grad(set_to_none=True)
        seen[batch[0].task].append(loss.item())
        if step % 100 == 99:
            line = " ".join(f"{k} {np.mean(v[-50:]):.3f}" for k, v in seen.items())
            print(f"side {step + 1}/{len(plan)} {time.monotonic() - began:.0f}s {line}", flush=True)


def run_patterns(model: Reader, pairs: list[Pair], epochs: int, seed: int, rate: float) -> None:
    """The verb dictionary through `relate`, whose types are those of the event head on the words that name the event."""
    rng = random.Random(seed)
    plan = [[pairs[i] for i in g] for _ in range(epochs) for g in group([len(p.ids) for p in pairs], BATCH_PIECES, rng)]
    opt = optimiser(model, rate, 1e-3)
    schedule = scheduler(opt, len(plan))
    model.train()
    seen: list[float] = []
    for step, batch in enumerate(plan):
        with half_precision():
            losses = relate_losses(model, batch)
            loss = torch.stack([v.float() for v in losses.values()]).sum()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        schedule.step()
        opt.zero_grad(set_to_none=True)
        seen.append(losses["relate"].item())
        if step % 50 == 49:
            print(f"patterns {step + 1}/{len(plan)} relate {np.mean(seen[-50:]):.3f}", flush=True)


def run_corpus(
    model: Reader,
    examples: list[Example],
    weights: list[float],
    epochs: int,
    seed: int,
    rate: float,
    minutes: float,
    rank: float = 1.0,
    steps: int | None = None,
) -> nn.Module:
    """weights: how often an epoch shows each report; rank: what ranking the parties weighs; steps: so many, whatever the epochs.

    Ends after `minutes` at the latest, by giving fewer epochs from the start.
    """
    rng = random.Random(seed)
    pairs_by_report = [pairs_of(one) for one in examples]
    average = Average(model)

    def plan() -> list[tuple[str, list]]:
        chosen = [one for one, w in zip(examples, weights, strict=True) for _ in range(int(w) + (rng.random() < w % 1))]
        windows = [(one, w) for one in chosen for w in random_windows(one, rng)]
        out: list[tuple[str, list]] = [
            ("read", [windows[i] for i in g])
            for g in group([w.end - w.start + 2 for _, w in windows], BATCH_PIECES, rng)
        ]
        pairs: list[Pair] = [
            p for own, w in zip(pairs_by_report, weights, strict=True) for p in own if rng.random() < 0.4 * min(1.0, w)
        ]
        out += [("relate", [pairs[i] for i in g]) for g in group([len(p.ids) for p in pairs], BATCH_PIECES, rng)]
        rng.shuffle(out)
        return out

    first = plan()
    opt = optimiser(model, rate, 1e-3)
    total = len(first) * epochs if steps is None else steps
    epochs = -(-total // len(first)) + 1  # later epochs differ by a batch or two
    schedule = scheduler(opt, total)
    began = time.monotonic()
    step = 0
    for epoch in range(epochs):
        model.train()
        seen: dict[str, list[float]] = defaultdict(list)
        for kind, batch in first if epoch == 0 else plan():
            with half_precision():
                losses = reading_losses(model, assemble(batch)) if kind == "read" else relate_losses(model, batch)
                if "rank" in losses:
                    losses["rank"] = losses["rank"] * rank
                loss = torch.stack([v.float() for v in losses.values()]).sum()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            opt.step()
            schedule.step()
            opt.zero_grad(set_to_none=True)
            average.update(model)
            for name, value in losses.items():
                seen[name].append(value.item())
            step += 1
            spent = (time.monotonic() - began) / 60
            if epoch == 0 and step == 40 and spent / step * total > minutes:
                total = int(minutes / spent * step)
                schedule.lr_lambdas[0] = schedule.lr_lambdas[1] = scheduler(opt, total).lr_lambdas[0]
                print(f"time allows {total} steps", flush=True)
            if step >= total:
                break
        line = " ".join(f"{k} {np.mean(v):.3f}" for k, v in sorted(seen.items()))
        print(f"epoch {epoch + 1} step {step}/{total} {(time.monotonic() - began) / 60:.1f} min: {line}", flush=True)
        if step >= total:
            break
    return average.model


def read_reports(path: Path) -> list[dict[str, Any]]:
    """Joined reports as `training.corpus` writes them."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--out", type=Path, default=Path("runs/reader"))
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--side-epochs", type=float, default=1.0)
    parser.add_argument(
        "--pattern-epochs",
        type=int,
        help="epochs on the verb dictionary, before the corpus (2; none with --start)",
    )
    parser.add_argument(
        "--start", type=Path, help="weights to start from instead of the side tasks and the verb dictionary"
    )
    parser.add_argument("--parts", default="train", help="comma list of parts to learn from")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--device", default="cpu", help="cpu or cuda; the figures do not depend on it, the minutes do")
    parser.add_argument("--real", type=float, default=1.0, help="how often an epoch shows each passage of real text")
    parser.add_argument(
        "--learned",
        type=Path,
        help="joined reports that the start has learned from: they are shown --replay times an epoch",
    )
    parser.add_argument("--replay", type=float, default=0.5)
    parser.add_argument("--steps", type=int, help="so many steps on the corpus, whatever the epochs")
    parser.add_argument("--rank", type=float, default=1.0, help="weight of ranking the parties, 0: without")
    parser.add_argument(
        "--reports", type=Path, help="joined reports (`python -m training.corpus`) instead of corpus and sets"
    )
    args = parser.parse_args()
    torch.set_default_device(args.device)
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    tokenizer = training_tokenizer()
    args.out.mkdir(parents=True, exist_ok=True)
    model = Reader(load_encoder(weights=args.start is None))
    add_heads(model)
    if args.start:
        state = torch.load(args.start, weights_only=True, map_location=args.device)
        lost = model.load_state_dict(state, strict=False)
        if lost.unexpected_keys or any(not key.startswith("side_") for key in lost.missing_keys):
            raise SystemExit(
                f"{args.start}: not weights of this reader; make them with training.train or training.unpack"
            )
    model.to(args.device)
    if args.start:
        print(f"started from {args.start}", flush=True)
    elif args.side_epochs:
        sides = load_sides(tokenizer, args.data, args.seed)
        print(f"{len(sides)} sentences of side sets", flush=True)
        run_side(model, sides, args.side_epochs, args.seed, args.rate)
        torch.save(model.state_dict(), args.out / "side.pt")
    patterns = args.pattern_epochs if args.pattern_epochs is not None else 0 if args.start else 2
    if patterns:
        run_patterns(model, load_pairs(tokenizer, args.data, args.seed), patterns, args.seed, args.rate)
        torch.save(model.state_dict(), args.out / "side.pt")
    if args.reports:
        reports = read_reports(args.reports)
    else:
        reports = [r for part in args.parts.split(",") for r in load_part(args.corpus, args.data, part)]
    if reports:
        examples = [example(tokenizer, r) for r in reports]
        learned = {r["id"] for r in read_reports(args.learned)} if args.learned else set()
        weights = [
            (args.real if "#" in r["id"] else 1.0) * (args.replay if r["id"] in learned else 1.0) for r in reports
        ]
        print(f"{len(examples)} reports, {sum(len(e.triggers) for e in examples)} triggers", flush=True)
        average = run_corpus(
            model, examples, weights, args.epochs, args.seed, args.rate, args.minutes, args.rank, args.steps
        )
        torch.save(average.state_dict(), args.out / "reader.pt")


if __name__ == "__main__":
    main()
