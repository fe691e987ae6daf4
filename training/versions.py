"""How accuracy grew with the corpus: every packaged model of the history, read by today's code, scored on today's test parts.

    python -m training.versions --data ../shared/data

Takes each version of src/sitroom/reading/model from the git history, with the size of the train parts that lay beside it, and writes
docs/versions.json; what is there is kept. Recipes changed with the corpus (side tasks, heads, length of training), so this is no
clean curve of the corpus alone: it says what all of it together brought. Needs a clone with its history.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitroom.errors import ModelError
from sitroom.reader import load
from tests.gate.score_events import score
from training.corpus import load_part
from training.evaluate import read_all, relate_figures

MODEL = "src/sitroom/reading/model"
RESULTS = Path("docs/versions.json")
PARTS = ("written/test", "real/test")


def git(*command: str) -> bytes:
    return subprocess.run(["git", *command], check=True, capture_output=True).stdout


def commits() -> list[tuple[str, str]]:
    """Commit and day of every packaged model, the oldest first."""
    lines = (
        git("log", "--format=%h %ad", "--date=short", "--reverse", "--", f"{MODEL}/encoder.onnx").decode().splitlines()
    )
    return [(line.split()[0], line.split()[1]) for line in lines]


def learned_from(commit: str) -> dict[str, int]:
    """Reports and events of the train parts of a commit."""
    out = {}
    for kind in ("written", "real"):
        rows = [json.loads(line) for line in git("show", f"{commit}:corpus/{kind}/train.jsonl").decode().splitlines()]
        out[kind], out[f"{kind}_events"] = len(rows), sum(len(row["events"]) for row in rows)
    return out


def figures(folder: Path, data: Path, rows: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[str, float]]:
    reader = load(folder)
    for part, own in rows.items():
        found = score({r["id"]: r for r in own}, read_all(reader, own), [])
        for name in ("detect", "who"):
            yield f"{part.split('/')[0]}_{name}", round(found[name]["f1"], 3)
    yield "relate", round(relate_figures(reader, data)["macro_f1"], 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path)
    args = parser.parse_args()
    known: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    rows = {part: load_part(Path("corpus"), args.data, part) for part in PARTS}
    for commit, day in commits():
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            for name in ("encoder.onnx", "heads.npz", "model.json", "tokenizer.json"):
                (folder / name).write_bytes(git("show", f"{commit}:{MODEL}/{name}"))
            card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
            version, told = card["version"], card.get("trained_on", "")
            if version in known:
                known[version]["trained_on"] = told
                continue
            try:
                known[version] = {
                    "day": day,
                    "trained_on": told,
                    **learned_from(commit),
                    **dict(figures(folder, args.data, rows)),
                }
            except (
                ModelError,
                subprocess.CalledProcessError,
            ) as error:  # labels of another time, or no corpus beside it yet
                print(error)
                continue
        print(version, known[version], flush=True)
    RESULTS.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
