"""Everything from the corpus to the packaged model, by one command with one seed.

    python -m training.all --data ../shared/data [--out runs/reader] [--device cuda --workers 6] [--without-teacher]

Two teachers learn first (seeds 7 and 8, an encoder of 110 M parameters), then the reader from the annotations and from them. Without
teachers, or on a CPU alone, the same commands do; docs/model-card.md has the hours of each.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path


def run(*command: str) -> None:
    print("+", *command, flush=True)
    subprocess.run([sys.executable, "-m", *command], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", default="runs/reader")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--workers", default="0", help="processes that put batches together")
    parser.add_argument("--without-teacher", action="store_true")
    parser.add_argument("--package", default="src/sitroom/reading/model", help="where the finished model goes")
    args = parser.parse_args()
    out = Path(args.out)
    material = str(out / "material.pkl.gz")
    run("training.material", "--data", args.data, "--out", material, "--seed", str(args.seed))
    common = ("--material", material, "--device", args.device, "--workers", args.workers)
    taught: list[str] = []
    if not args.without_teacher:
        run("training.teacher", "--out", str(out / "mpnet"))
        common = (*common, "--teacher-folder", str(out / "mpnet"))
        for seed in (args.seed, args.seed + 1):
            home = out / f"teacher-{seed}"
            run("training.train", *common, "--encoder", "mpnet", "--pieces", "7200", "--rate", "7e-5", "--seed", str(seed),
                "--epochs", TEACHER_EPOCHS, "--out", str(home))  # fmt: skip
            taught.append(str(home / "reader.pt"))
    run("training.train", *common, *(("--teacher", *taught) if taught else ()), "--pieces", "4800", "--rate", "3e-4",
        "--seed", str(args.seed), "--epochs", READER_EPOCHS, "--out", args.out)  # fmt: skip
    run("training.export", str(out / "reader.pt"), "--out", str(out / "model"))
    thresholds = str(out / "thresholds.json")
    run("training.calibrate", "--model", str(out / "model"), "--data", args.data, "--out", thresholds)
    run("training.export", str(out / "reader.pt"), "--out", args.package, "--thresholds", thresholds)
    run("training.evaluate", "--data", args.data, "--parts", "written/test,real/test", "--plv")


TEACHER_EPOCHS = "12"
READER_EPOCHS = "10"

if __name__ == "__main__":
    main()
