"""Everything from the corpus to the packaged model, by one command with one seed.

    python -m training.all --data ../shared/data [--out runs/reader] [--device cuda --workers 6] [--without-teacher]

Two teachers learn first (seeds 7 and 8, an encoder of 110 M parameters), then a reader from the annotations and from them, then
three that go on from it with other seeds, whose average ships. Without teachers, or on a CPU alone, the same commands do;
docs/model-card.md has the hours of each.
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
    parser.add_argument("--further", type=int, default=3, help="readers that go on from the first and are averaged")
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
            run("training.train", *common, "--encoder", "mpnet", "--pieces", "7200", "--rate", "7e-5", "--noise", "0.1",
                "--seed", str(seed), "--epochs", TEACHER_EPOCHS, "--out", str(home))  # fmt: skip
            taught.append(str(home / "reader.pt"))
    common = (*common, *(("--teacher", *taught) if taught else ()), "--rate", "3e-4")
    run(
        "training.train",
        *common,
        "--pieces",
        "4800",
        "--seed",
        str(args.seed),
        "--epochs",
        READER_EPOCHS,
        "--out",
        args.out,
    )
    weights = str(out / "reader.pt")
    if args.further:
        homes = [out / f"further-{args.seed + 1 + n}" for n in range(args.further)]
        for home in homes:
            run("training.train", *common, "--start", weights, "--pieces", "12000", "--plain", "0.6", "--noise", "0.1", "--narrow", "0.35",
                "--epochs", FURTHER_EPOCHS, "--seed", home.name.split("-")[1], "--out", str(home))  # fmt: skip
        averaged = str(out / "averaged.pt")
        run("training.average", *(str(home / "reader.pt") for home in homes), "--out", averaged)
        weights = averaged
    run("training.export", weights, "--out", str(out / "model"))
    thresholds = str(out / "thresholds.json")
    run("training.calibrate", "--model", str(out / "model"), "--data", args.data, "--out", thresholds)
    run("training.export", weights, "--out", args.package, "--thresholds", thresholds)
    run("training.evaluate", "--data", args.data, "--parts", "written/test,real/test", "--plv")


TEACHER_EPOCHS = "12"
READER_EPOCHS = "10"
FURTHER_EPOCHS = "13"

if __name__ == "__main__":
    main()
