"""Train a reader: side tasks and the verb dictionary first, then all heads on the corpus, with or without a teacher. One seed.

    python -m training.train --data ../shared/data --encoder mpnet --out runs/teacher [--device cuda]
    python -m training.train --data ../shared/data --teacher runs/teacher/reader.pt --out runs/reader [--epochs 12] [--seed 7]

Writes OUT/reader.pt (weights, averaged over the last steps). `python -m training.export` makes the packaged model of it. With
--teacher the reader learns from annotations and, beside them and on texts without annotations, from the teacher's scores.
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from training import packing
from training.batches import Pair, assemble_pairs
from training.feeding import Feeder, Pool, group, plan
from training.losses import reading_losses, relate_losses
from training.material import Material, chosen, gather, read
from training.model import Reader, load_encoder
from training.narrowing import narrow
from training.proposing import propose
from training.side_sets import Side, add_heads, side_loss
from training.teacher import load_teacher_encoder

BATCH_PIECES = 1200
HEAD_RATE = 1e-3
"""Rate of all but the encoder."""
SETTLED = 40
"""Steps after which the time of a step is worth measuring."""
SIZES = {"mpnet": 768, "minilm": 384}


def half_precision(device: str) -> torch.autocast:
    """bfloat16 where the machine computes it; processors without it emulate it twenty times slower than float32."""
    able = device != "cpu" or bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
    return torch.autocast(device, torch.bfloat16, enabled=able)


class Average:
    """Exponential moving average of the weights: what ships."""

    def __init__(self, model: nn.Module, decay: float = 0.995) -> None:
        self.model = copy.deepcopy(model).eval()
        self.decay = decay
        self.steps = 0
        pairs = list(zip(self.model.state_dict().values(), model.state_dict().values(), strict=True))
        self._mine = [a for a, _ in pairs if a.dtype.is_floating_point]
        self._theirs = [b for _, b in pairs if b.dtype.is_floating_point]

    def update(self) -> None:
        self.steps += 1
        with torch.no_grad():
            torch._foreach_lerp_(self._mine, self._theirs, 1 - min(self.decay, (1 + self.steps) / (10 + self.steps)))


@dataclass(slots=True)
class Schedule:
    """How long and how fast: epochs, or so many steps, or at most so many minutes; pieces of a batch; the encoder's rate; weight of
    ranking the parties; share of pieces that are not seen; last share of the steps that is taken with rounded numbers; the heads' rate."""

    epochs: float = 12
    steps: int | None = None
    minutes: float = 6000
    pieces: int = BATCH_PIECES
    rate: float = 2e-4
    rank: float = 1.0
    noise: float = 0.0
    narrow: float = 0.0
    head_rate: float = HEAD_RATE


class Steps:
    """Optimiser steps with a warm-up and a linear end; the total may be cut while it runs."""

    def __init__(self, model: Reader, total: int, rate: float, clip: float, head_rate: float = HEAD_RATE) -> None:
        self.model, self.total, self.clip = model, total, clip
        self.done = 0
        encoder = [p for n, p in model.named_parameters() if n.startswith("encoder.")]
        heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
        self._rates = (rate, head_rate)
        self._optimiser = torch.optim.AdamW(
            [{"params": encoder, "lr": rate}, {"params": heads, "lr": head_rate}],
            weight_decay=0.01,
            betas=(0.9, 0.98),
            fused=next(model.parameters()).is_cuda,
        )

    def take(self, loss: Tensor) -> None:
        warm = max(1, int(self.total * 0.06))
        share = min((self.done + 1) / warm, max(0.02, (self.total - self.done) / max(1, self.total - warm)))
        for own, rate in zip(self._optimiser.param_groups, self._rates, strict=True):
            own["lr"] = rate * share
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), self.clip)
        self._optimiser.step()
        self._optimiser.zero_grad(set_to_none=True)
        self.done += 1


class Means:
    """Mean losses since the last line, kept on the device until they are asked for."""

    def __init__(self) -> None:
        self._sums: dict[str, Tensor] = {}
        self._counts: dict[str, int] = defaultdict(int)

    def add(self, losses: dict[str, Tensor]) -> None:
        for name, value in losses.items():
            value = value.detach().float()
            self._sums[name] = self._sums[name] + value if name in self._sums else value
            self._counts[name] += 1

    def line(self) -> str:
        out = " ".join(f"{k} {v.item() / self._counts[k]:.3f}" for k, v in sorted(self._sums.items()))
        self._sums.clear()
        self._counts.clear()
        return out


def run_side(model: Reader, sides: list[Side], epochs: float, seed: int, schedule: Schedule, device: str) -> None:
    rng = random.Random(seed)
    tasks: dict[str, list[Side]] = defaultdict(list)
    for side in sides:
        tasks[side.task].append(side)
    batches: list[list[Side]] = []
    for name, own in tasks.items():
        repeat = {"crossner": 3, "re3d": 3}.get(name, 1) * epochs
        for _ in range(max(1, round(repeat))):
            picked = own if repeat >= 1 else rng.sample(own, int(len(own) * repeat))
            batches += [[picked[i] for i in g] for g in group([len(s.ids) for s in picked], schedule.pieces, rng)]
    rng.shuffle(batches)
    steps, means = Steps(model, len(batches), schedule.rate, 1.0), Means()
    model.train()
    began = time.monotonic()
    for batch in batches:
        with half_precision(device):
            loss = side_loss(model, batch, device)
        steps.take(loss)
        means.add({batch[0].task: loss})
        if steps.done % 100 == 0:
            print(f"side {steps.done}/{len(batches)} {time.monotonic() - began:.0f}s {means.line()}", flush=True)


def run_patterns(model: Reader, pairs: list[Pair], epochs: int, seed: int, schedule: Schedule, device: str) -> None:
    """The verb dictionary through `relate`, whose types are those of the event head on the words that name the event."""
    rng = random.Random(seed)
    sizes = [len(p.ids) for p in pairs]
    batches = [[pairs[i] for i in g] for _ in range(epochs) for g in group(sizes, schedule.pieces, rng)]
    steps, means = Steps(model, len(batches), schedule.rate, 1.0), Means()
    model.train()
    for batch in batches:
        with half_precision(device):
            losses = relate_losses(model, assemble_pairs(batch).to(device))
            loss = torch.stack(list(losses.values())).sum()
        steps.take(loss)
        means.add(losses)
        if steps.done % 50 == 0:
            print(f"patterns {steps.done}/{len(batches)} {means.line()}", flush=True)


def run_corpus(
    model: Reader, feeder: Feeder, schedule: Schedule, seed: int, device: str, teachers: Sequence[Reader] = ()
) -> nn.Module:
    """All heads on the feeder's pool. Ends after `schedule.minutes` at the latest, by taking fewer steps from the start on."""
    rng = random.Random(seed)
    average = Average(model)
    first = plan(feeder.pool, schedule.pieces, rng)
    total = int(len(first) * schedule.epochs) if schedule.steps is None else schedule.steps
    steps = Steps(model, total, schedule.rate, 2.0, schedule.head_rate)
    means = Means()
    narrowed = not schedule.narrow
    planned = steps.total
    began = settled = time.monotonic()
    epoch = 0
    while steps.done < steps.total:
        model.train()
        for kind, batch in feeder.batches(first if epoch == 0 else plan(feeder.pool, schedule.pieces, rng)):
            with half_precision(device):
                batch = batch.to(device)
                losses = (reading_losses if kind == "read" else relate_losses)(
                    model, batch, teachers, noise=schedule.noise
                )
                if "rank" in losses:
                    losses["rank"] = losses["rank"] * schedule.rank
                loss = torch.stack([v.float() for v in losses.values()]).sum()
            steps.take(loss)
            average.update()
            if not narrowed and steps.done >= steps.total * (1 - schedule.narrow):
                narrow(model)
                narrowed = True
            means.add(losses)
            if steps.done == SETTLED or (steps.done > SETTLED and steps.done % 100 == 0):
                if device != "cpu":
                    torch.cuda.synchronize()
                now = time.monotonic()
                if steps.done == SETTLED:
                    settled = now
                else:
                    each = (now - settled) / (steps.done - SETTLED)
                    left = int((schedule.minutes * 60 - (now - began)) / each)
                    steps.total = max(steps.done + 1, min(planned, steps.done + left))
                    if steps.done % 500 == 0 or steps.done == 100:
                        print(f"{each:.3f} s a step, {steps.total} steps", flush=True)
            if steps.done >= steps.total:
                break
        epoch += 1
        print(
            f"epoch {epoch} step {steps.done}/{steps.total} {(time.monotonic() - began) / 60:.1f} min: {means.line()}",
            flush=True,
        )
    return average.model


def made(encoder: str, folder: Path, device: str, *, weights: bool) -> Reader:
    """A reader with an encoder: "minilm", what ships, or "mpnet", the teacher's."""
    if encoder == "minilm":
        model = Reader(load_encoder(weights=weights))
    else:
        model = Reader(load_teacher_encoder(folder, weights=weights))
    add_heads(model)
    return model.to(device)


def load_weights(model: Reader, path: Path) -> None:
    """Weights of this reader, or of an older one with fewer layers of tags, shorter windows or spans that stand alone; side heads
    may be missing."""
    state = packing.load(path)
    own = model.state_dict()
    for name in ("tags.weight", "tags.bias"):
        if name in state and len(state[name]) < len(own[name]):
            state[name] = torch.cat([state[name], own[name][len(state[name]) :].cpu()])
    _lengthened(state, own)
    lost = model.load_state_dict(state, strict=False)
    if lost.unexpected_keys or any(not key.startswith(("side_", "among.")) for key in lost.missing_keys):
        raise SystemExit(f"{path}: not weights of this reader; make them with training.train or training.unpack")


def _lengthened(state: dict[str, Tensor], own: dict[str, Tensor]) -> None:
    """Further positions for weights that learned on shorter windows: those of the untrained encoder, moved as the last known ones
    have moved."""
    name = "encoder.embeddings.position_embeddings.weight"
    if name not in state or len(state[name]) >= len(own[name]):
        return
    known = len(state[name])
    plain = load_encoder().state_dict()[name.removeprefix("encoder.")]
    moved = (state[name][-32:] - plain[known - 32 : known]).mean(0)
    state[name] = torch.cat([state[name], plain[known:] + moved])


def taught_by(path: Path, folder: Path, device: str) -> Reader:
    """A trained teacher, ready to be asked."""
    encoder = "mpnet" if packing.load(path)["tags.weight"].shape[1] == SIZES["mpnet"] else "minilm"
    teacher = made(encoder, folder, device, weights=False)
    load_weights(teacher, path)
    if device != "cpu":
        # Nothing of it is learned: without this every step narrows all its matrices anew.
        teacher.encoder.to(torch.bfloat16)
    return teacher.eval().requires_grad_(False)


@dataclass(frozen=True, slots=True)
class Shares:
    """How often an epoch shows each real passage, written report, document with chains, and text without annotations; and written
    reports whose ids begin with one of `fresh`, which weights to start from have not seen."""

    real: float = 1.1
    written: float = 1.0
    chains: float = 1.0
    plain: float = 1.0
    fresh: tuple[str, ...] = ()
    fresh_share: float = 1.0

    def of(self, id: str) -> float:
        if "#" in id:
            return self.real
        return self.fresh_share if self.fresh and id.startswith(self.fresh) else self.written


def pool_of(material: Material, shares: Shares, teachers: Sequence[Reader], device: str) -> Pool:
    """Annotated reports, chains of phrases, and with a teacher texts that it marked."""
    pool = Pool(
        [*material.reports, *material.chains],
        [*material.pairs, *([] for _ in material.chains)],
        [shares.of(one.id) for one in material.reports] + [shares.chains] * len(material.chains),
        [True] * (len(material.reports) + len(material.chains)),
    )
    if teachers and shares.plain:
        with half_precision(device):
            for one, pairs in propose(teachers, material.plain, device):
                pool.examples.append(one)
                pool.pairs.append(pairs)
                pool.weights.append(shares.plain)
                pool.labelled.append(False)
    return pool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="the folder of the open sets; or else --material")
    parser.add_argument("--material", type=Path, help="a file of `python -m training.material` instead")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--kind", choices=("written", "real"), help="learn from one kind of report alone")
    parser.add_argument("--share", type=float, default=1.0, help="of the crises and documents")
    parser.add_argument("--out", type=Path, default=Path("runs/reader"))
    parser.add_argument("--encoder", choices=("minilm", "mpnet"), default="minilm")
    parser.add_argument(
        "--teacher-folder", type=Path, default=Path("runs/mpnet"), help="of `python -m training.teacher`"
    )
    parser.add_argument("--teacher", type=Path, nargs="*", default=[], help="weights of trained readers to learn from")
    parser.add_argument(
        "--plain", type=float, default=1.0, help="how often an epoch shows each text without annotations"
    )
    parser.add_argument("--epochs", type=float, default=12)
    parser.add_argument("--steps", type=int, help="so many steps on the corpus, whatever the epochs")
    parser.add_argument("--side-epochs", type=float, default=1.0)
    parser.add_argument("--pattern-epochs", type=int, default=2, help="epochs on the verb dictionary")
    parser.add_argument("--start", type=Path, help="weights to start from instead of side tasks and verb dictionary")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--pieces", type=int, default=BATCH_PIECES, help="of a batch, padding included")
    parser.add_argument("--minutes", type=float, default=6000, help="on the corpus, at most")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--workers", type=int, default=0, help="processes that put batches together")
    parser.add_argument("--real", type=float, default=1.1, help="how often an epoch shows each passage of real text")
    parser.add_argument("--written", type=float, default=1.0, help="the same of each written report")
    parser.add_argument("--chains", type=float, default=1.0, help="the same of each document with chains of phrases")
    parser.add_argument("--fresh", nargs="*", default=[], help="beginnings of ids of written reports new since --start")
    parser.add_argument("--fresh-share", type=float, default=1.0, help="how often an epoch shows each of those")
    parser.add_argument("--head-rate", type=float, default=HEAD_RATE, help="rate of all but the encoder")
    parser.add_argument("--noise", type=float, default=0.0, help="share of the pieces that the learner does not see")
    parser.add_argument(
        "--narrow", type=float, default=0.0, help="last share of the steps, with the few bits that ship"
    )
    parser.add_argument("--alone", action="store_true", help="pair spans as they stand, without what is around them")
    parser.add_argument("--rank", type=float, default=1.0, help="weight of ranking the parties, 0: without")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    material = read(args.material) if args.material else gather(args.corpus, args.data, "train", args.seed)
    material = chosen(material, args.kind, args.share)
    teachers = [taught_by(path, args.teacher_folder, args.device) for path in args.teacher]
    shares = Shares(args.real, args.written, args.chains, args.plain, tuple(args.fresh), args.fresh_share)
    pool = pool_of(material, shares, teachers, args.device)
    print(
        f"{len(material.reports)} reports with {sum(len(e.triggers) for e in material.reports)} triggers, "
        f"{len(material.chains)} documents with chains, {pool.labelled.count(False)} texts that the teacher marked",
        flush=True,
    )
    feeder = Feeder(pool, args.workers)
    schedule = Schedule(
        args.epochs,
        args.steps,
        args.minutes,
        args.pieces,
        args.rate,
        args.rank,
        args.noise,
        args.narrow,
        args.head_rate,
    )
    model = made(args.encoder, args.teacher_folder, args.device, weights=args.start is None)
    if args.alone:
        model.among.requires_grad_(False)
    if args.start:
        load_weights(model, args.start)
        print(f"started from {args.start}", flush=True)
    else:
        if args.side_epochs:
            run_side(model, material.sides, args.side_epochs, args.seed, schedule, args.device)
        if args.pattern_epochs:
            run_patterns(model, material.patterns, args.pattern_epochs, args.seed, schedule, args.device)
        torch.save(model.state_dict(), args.out / "side.pt")
    average = run_corpus(model, feeder, schedule, args.seed, args.device, teachers)
    feeder.close()
    torch.save(average.state_dict(), args.out / "reader.pt")


if __name__ == "__main__":
    main()
