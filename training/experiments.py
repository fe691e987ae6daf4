"""What each part of the training adds, and how accuracy grows with the corpus: short trainings that differ in one thing.

    python -m training.experiments --data ../shared/data [--only "all,half the corpus"] [--steps 350] [--pieces 1200] [--device cuda]

Each learns for as many steps from the same start (350 steps of 1,200 pieces: five minutes on two cores) and is scored on the
development parts at fixed thresholds, so that the lines compare with each other and not with the packaged model, which learns
many times longer. So few steps show what a part adds early on; they favour whatever is learned fast. Results go to
docs/experiments.json, one after the other, those of one length together; what is there is kept. docs/quality.md shows them.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

RESULTS = Path("docs/experiments.json")
THRESHOLDS = {"trigger": 0.5, "event": 0.4, "mention": 0.4, "actor": 0.5, "recipient": 0.3, "first_actor": 0.3,
              "first_recipient": 0.2, "coref": 0.4, "mode": 0.3}  # fmt: skip
VARIANTS: dict[str, tuple[str, ...]] = {
    "all": (),
    "without the verb dictionary": ("--start", "side"),
    "without side tasks": ("--start", "dictionary"),
    "without ranking the parties": ("--rank", "0"),
    "spans paired as they stand alone": ("--alone",),
    "with masked pieces": ("--noise", "0.15"),
    "written reports alone": ("--start", "dictionary", "--kind", "written"),
    "real passages alone": ("--start", "dictionary", "--kind", "real"),
    "half the corpus": ("--share", "0.5"),
    "a quarter of the corpus": ("--share", "0.25"),
}
"""What differs from the first, as arguments of `training.train`; the start is one of STARTS. One kind of text alone compares with
"without side tasks"."""
STARTS = {"side": ("1", "0"), "dictionary": ("0", "2"), "both": ("1", "2")}
"""Epochs of the side tasks and of the verb dictionary before the corpus."""


def run(*command: str) -> str:
    print("+", *command, flush=True)
    return subprocess.run([sys.executable, "-m", *command], check=True, capture_output=True, text=True).stdout


def start_of(name: str, material: str, folder: Path, how_fast: tuple[str, ...]) -> Path:
    """Weights after what STARTS says; made once."""
    weights = folder / f"start-{name}" / "side.pt"
    if not weights.exists():
        side, patterns = STARTS[name]
        run("training.train", "--material", material, "--side-epochs", side, "--pattern-epochs", patterns, "--steps", "0",
            "--out", str(weights.parent), *how_fast)  # fmt: skip
    return weights


def arguments(variant: str) -> tuple[str, list[str]]:
    """The start of a variant and what else differs, as arguments of `training.train`."""
    own = list(VARIANTS[variant])
    return (own[1], own[2:]) if own[:1] == ["--start"] else ("both", own)


def line_of(told: str, found: dict[str, Any], steps: str, pieces: str) -> dict[str, Any]:
    """A line of the table. told: what `training.train` printed; found: the figures of `training.evaluate`."""
    learned = re.search(r"^(\d+) reports with (\d+) triggers", told, re.MULTILINE)
    return {
        "steps": int(steps),
        "pieces": int(pieces),
        "reports": int(learned[1]) if learned else None,
        "triggers": int(learned[2]) if learned else None,
        **{
            f"{kind}_{figure}": round(found[f"{kind}/development"][figure]["f1"], 3)
            for kind in ("written", "real")
            for figure in ("detect", "who")
        },
        "relate": round(found["plover_plv"]["macro_f1"], 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--only", default=",".join(VARIANTS))
    parser.add_argument("--steps", default="350")
    parser.add_argument("--pieces", default="1200", help="of a batch, padding included")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--out", type=Path, default=Path("runs/experiments"))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    material = str(args.out / "material.pkl.gz")
    if not Path(material).exists():
        run("training.material", "--data", args.data, "--out", material)
    how_fast = ("--pieces", args.pieces, "--device", args.device)
    thresholds = args.out / "thresholds.json"
    thresholds.write_text(json.dumps(THRESHOLDS), encoding="utf-8")
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name in args.only.split(","):
        folder = args.out / name.replace(" ", "-")
        start, own = arguments(name)
        weights = start_of(start, material, args.out, how_fast)
        told = run("training.train", "--material", material, "--steps", args.steps, "--rate", "3e-4", "--out", str(folder),
                   "--start", str(weights), *how_fast, *own)  # fmt: skip
        found = json.loads(
            run("training.evaluate", "--weights", str(folder / "reader.pt"), "--thresholds", str(thresholds), "--data",
                args.data, "--plv", "--json")
        )  # fmt: skip
        alike = results.setdefault(f"{args.steps} steps of {args.pieces} pieces", {})
        alike[name] = line_of(told, found, args.steps, args.pieces)
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        print(name, alike[name], flush=True)


if __name__ == "__main__":
    main()
