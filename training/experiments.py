"""What each part of the training adds, and how accuracy grows with the corpus: short trainings that differ in one thing.

    python -m training.experiments --data ../shared/data [--only "all,half the corpus"] [--steps 350]

Each learns for as many steps of 1,200 pieces from the same start (five minutes on two cores) and is scored on the development parts
at fixed thresholds, so that the lines compare with each other and not with the packaged model, which learns twenty times longer. So
few steps show what a part adds early on; they favour whatever is learned fast. Results go to docs/experiments.json, one after the
other; what is there is kept. docs/quality.md shows them.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from training.build_corpus import group_of
from training.corpus import load_part

RESULTS = Path("docs/experiments.json")
THRESHOLDS = {"trigger": 0.5, "event": 0.4, "mention": 0.4, "actor": 0.5, "recipient": 0.3, "first_actor": 0.3,
              "first_recipient": 0.2, "coref": 0.4, "mode": 0.3}  # fmt: skip
VARIANTS: dict[str, dict[str, Any]] = {
    "all": {},
    "without the verb dictionary": {"start": "side"},
    "without side tasks": {"start": "dictionary"},
    "without ranking the parties": {"rank": 0.0},
    "written reports alone": {"kind": "written"},
    "real passages alone": {"kind": "real"},
    "half the corpus": {"share": 0.5},
    "a quarter of the corpus": {"share": 0.25},
}
"""start: which weights it begins from; rank: see training.train; kind, share: what it learns from."""


def run(*command: str) -> str:
    print("+", *command, flush=True)
    return subprocess.run([sys.executable, "-m", *command], check=True, capture_output=True, text=True).stdout


def chosen(reports: list[dict[str, Any]], kind: str | None, share: float) -> list[dict[str, Any]]:
    """Reports of one kind, or a share of the crises and documents: the same ones each time."""
    out = []
    for report in reports:
        if kind is not None and ("#" in report["id"]) != (kind == "real"):
            continue
        at = int(hashlib.sha256(f"share {group_of(report)}".encode()).hexdigest()[:8], 16) % 1000
        if at < share * 1000:
            out.append(report)
    return out


def starts(data: str, folder: Path) -> dict[str, Path]:
    """Weights after the side tasks, after the dictionary alone, and after both; made once."""
    out = {name: folder / f"start-{name}" / "side.pt" for name in ("side", "dictionary", "both")}
    how = {
        "side": ("--side-epochs", "1", "--pattern-epochs", "0"),
        "dictionary": ("--side-epochs", "0", "--pattern-epochs", "2"),
        "both": ("--start", str(out["side"]), "--pattern-epochs", "2"),
    }
    for name, weights in out.items():
        if not weights.exists():
            run("training.train", "--data", data, *how[name], "--parts", "", "--out", str(weights.parent))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--only", default=",".join(VARIANTS))
    parser.add_argument("--steps", default="350")
    parser.add_argument("--out", type=Path, default=Path("runs/experiments"))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    weights = starts(args.data, args.out)
    every = load_part(Path("corpus"), Path(args.data), "train")
    (args.out / "thresholds.json").write_text(json.dumps(THRESHOLDS), encoding="utf-8")
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name in args.only.split(","):
        how = VARIANTS[name]
        folder = args.out / name.replace(" ", "-")
        folder.mkdir(exist_ok=True)
        reports = chosen(every, how.get("kind"), how.get("share", 1.0))
        with gzip.open(folder / "reports.jsonl.gz", "wt", encoding="utf-8") as out:
            out.writelines(json.dumps(r) + "\n" for r in reports)
        run("training.train", "--start", str(weights[how.get("start", "both")]), "--reports", str(folder / "reports.jsonl.gz"),
            "--steps", args.steps, "--rate", "3e-4", "--rank", str(how.get("rank", 1.0)), "--out", str(folder))  # fmt: skip
        run("training.export", str(folder / "reader.pt"), "--out", str(folder / "model"))
        found = json.loads(
            run("training.evaluate", "--model", str(folder / "model"), "--thresholds", str(args.out / "thresholds.json"),
                "--data", args.data, "--plv", "--json")
        )  # fmt: skip
        results[name] = {
            "steps": int(args.steps),
            "reports": len(reports),
            "events": sum(len(r["events"]) for r in reports),
            **{
                f"{kind}_{figure}": round(found[f"{kind}/development"][figure]["f1"], 3)
                for kind in ("written", "real")
                for figure in ("detect", "who")
            },
            "relate": round(found["plover_plv"]["macro_f1"], 3),
        }
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        print(name, results[name], flush=True)


if __name__ == "__main__":
    main()
