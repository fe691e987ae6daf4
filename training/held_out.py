"""Losses of weights on a part that they have not learned from: for choosing among trainings without decoding.

python -m training.held_out runs/a/reader.pt runs/b/reader.pt --reports runs/development.jsonl.gz [--device cuda]
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch

from training.batches import assemble, pairs_of, random_windows
from training.examples import example
from training.losses import reading_losses, relate_losses
from training.model import Reader, load_encoder
from training.side_sets import add_heads
from training.train import BATCH_PIECES, group
from training.vocabulary import training_tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", nargs="+", type=Path)
    parser.add_argument("--reports", required=True, type=Path)
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    torch.set_default_device(args.device)
    with gzip.open(args.reports, "rt", encoding="utf-8") as lines:
        examples = [example(training_tokenizer(), json.loads(line)) for line in lines]
    rng = random.Random(1)
    windows = [(one, w) for one in examples for w in random_windows(one, rng)]
    reading = [[windows[i] for i in g] for g in group([w.end - w.start + 2 for _, w in windows], BATCH_PIECES, rng)]
    pairs = [p for one in examples for p in pairs_of(one)]
    related = [[pairs[i] for i in g] for g in group([len(p.ids) for p in pairs], BATCH_PIECES, rng)]
    for path in args.weights:
        model = Reader(load_encoder(weights=False))
        add_heads(model)
        model.load_state_dict(torch.load(path, weights_only=True, map_location=args.device))
        model.to(args.device).eval()
        seen: dict[str, list[float]] = defaultdict(list)
        with torch.no_grad():
            for batch in reading:
                for name, value in reading_losses(model, assemble(batch)).items():
                    seen[name].append(value.item())
            for own in related:
                for name, value in relate_losses(model, own).items():
                    seen[name].append(value.item())
        means = {name: float(np.mean(values)) for name, values in seen.items()}
        print(
            f"{path}: sum {sum(means.values()):.4f}  " + " ".join(f"{k} {v:.3f}" for k, v in sorted(means.items())),
            flush=True,
        )


if __name__ == "__main__":
    main()
