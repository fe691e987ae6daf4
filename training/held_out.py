"""Losses of weights on a part that they have not learned from: for choosing among trainings without decoding.

python -m training.held_out runs/a/reader.pt runs/b/reader.pt --material runs/development.pkl.gz [--device cuda]
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch

from training.feeding import Feeder, plan
from training.losses import reading_losses, relate_losses
from training.material import read
from training.train import BATCH_PIECES, Means, Shares, pool_of, taught_by


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", nargs="+", type=Path)
    parser.add_argument(
        "--material", required=True, type=Path, help="of `python -m training.material --part development`"
    )
    parser.add_argument("--teacher-folder", type=Path, default=Path("runs/mpnet"))
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    material = read(args.material)
    material.chains.clear()
    feeder = Feeder(pool_of(material, Shares(real=1.0, plain=0), (), args.device), 0)
    tasks = plan(feeder.pool, BATCH_PIECES, random.Random(1))
    for path in args.weights:
        model = taught_by(path, args.teacher_folder, args.device)
        means = Means()
        with torch.no_grad():
            for kind, batch in feeder.batches(tasks):
                means.add((reading_losses if kind == "read" else relate_losses)(model, batch.to(args.device)))
        print(f"{path}: {means.line()}", flush=True)


if __name__ == "__main__":
    main()
