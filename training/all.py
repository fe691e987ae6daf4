"""Everything from the corpus to the packaged model, by one command with one seed.

python -m training.all --data ../shared/data [--out runs/reader] [--epochs 14] [--seed 7]
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
    parser.add_argument("--epochs", default="14")
    parser.add_argument("--seed", default="7")
    parser.add_argument("--package", default="src/sitroom/reading/model", help="where the finished model goes")
    args = parser.parse_args()
    out = Path(args.out)
    run("training.train", "--data", args.data, "--out", args.out, "--epochs", args.epochs, "--seed", args.seed, "--rate", "3e-4",
        "--real", "1.1")  # fmt: skip
    run("training.export", str(out / "reader.pt"), "--out", str(out / "model"))
    thresholds = str(out / "thresholds.json")
    run("training.calibrate", "--model", str(out / "model"), "--data", args.data, "--out", thresholds)
    run("training.export", str(out / "reader.pt"), "--out", args.package, "--thresholds", thresholds)
    run("training.evaluate", "--data", args.data, "--parts", "written/test,real/test", "--plv")


if __name__ == "__main__":
    main()
