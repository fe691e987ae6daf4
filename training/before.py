"""What a change of the code changed, with the same weights: today's measurements of an earlier commit's code and of today's.

    python -m training.before --data ../shared/data [--commit bdc8383]

Takes src/ of the commit from the git history, with the weights that lay in it, and runs training.evaluate, training.measure_phrases
and training.measure_case of today on its code and on today's, both with those weights. Writes docs/before.json, which
docs/quality.md shows. Needs a clone with its history.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

RESULTS = Path("docs/before.json")
PARTS = "written/test,real/test"
FIELDS = ("detect", "who", "date", "place", "attributed_to")
CASES = "corpus/case,corpus/heldout"
_CASE = re.compile(
    r"^(?P<case>corpus/\w+): B3 (?P<b3>[\d.]+).*ledger F1 (?P<ledger>[\d.]+)  status on a day (?P<status>[\d.]+)", re.M
)
_RIGHT = re.compile(r"^(?P<name>\w+): right (?P<right>[\d.]+)", re.M)


def figures(source: Path, model: Path, data: str) -> dict[str, float]:
    """The figures of the code in a folder src/, with the weights of a model folder."""

    def run(*command: str) -> str:
        paths = os.pathsep.join((str(source), str(Path.cwd())))
        done = subprocess.run(
            [sys.executable, "-m", *command],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": paths},
        )
        return done.stdout

    out: dict[str, float] = {}
    scored: dict[str, Any] = json.loads(
        run("training.evaluate", "--model", str(model), "--data", data, "--parts", PARTS, "--json")
    )
    for part in PARTS.split(","):
        for name in FIELDS:
            out[f"{name}, {part.split('/')[0]}"] = round(scored[part][name]["f1"], 3)
    for found in _RIGHT.finditer(run("training.measure_phrases")):
        out[f"{found['name']} of unseen phrases, right"] = float(found["right"])
    for found in _CASE.finditer(run("training.measure_case", "--cases", CASES)):
        case = found["case"].split("/")[1]
        out |= {
            f"joining, {case}, B3": float(found["b3"]),
            f"ledger, {case}, F1": float(found["ledger"]),
            f"ledger, {case}, status on a day": float(found["status"]),
        }
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--commit", default="bdc8383")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(["git", "archive", args.commit, "src"], check=True, capture_output=True).stdout
        with tarfile.open(fileobj=io.BytesIO(packed)) as files:
            files.extractall(folder, filter="data")
        earlier = Path(folder) / "src"
        model = earlier / "sitroom/reading/model"
        version = json.loads((model / "model.json").read_text(encoding="utf-8"))["version"]
        found = {
            "commit": args.commit,
            "weights": version,
            "before": figures(earlier, model, args.data),
            "now": figures(Path("src"), model, args.data),
        }
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
