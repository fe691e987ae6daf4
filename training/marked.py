"""Drafts: reports annotated by marks in the running text, compiled into annotation files.

    python -m training.marked DRAFT... [--out FILE.jsonl] [--against PASSAGES.jsonl]

The format is described in corpus/DRAFTING.md. Without --out the drafts are only checked. With --against (passages of
real text: {"id", "text", ...} a line) the text without marks must equal the passage of the same id.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from sitroom.errors import AnnotationError
from training.annotation import problems, quote

_OPEN = {"[": "]", "{": "}", "<": ">"}
_HEAD = {
    "[": re.compile(r"E(?P<keys>\d+(?:,E\d+)*)(?P<mark>):"),
    "{": re.compile(r"(?P<keys>\d+(?:,\d+)*)(?P<mark>!?):"),
    "<": re.compile(r"(?P<keys>\d+(?:,\d+)*)\.(?P<mark>condition|deadline|exemption|reason|amount|date|place):"),
}
_TYPE_LINE = re.compile(r"^(\d+)\s*\|")
_NUMBER = re.compile(r"^\d+(?:\.\d+)?$")


class Marks:
    """The text of a draft without its marks, and the stretches that they covered."""

    def __init__(self, marked: str) -> None:
        self.text = ""
        self.mentions: list[tuple[str, int, int]] = []
        self.triggers: list[tuple[str, int, int, bool]] = []
        self.fields: list[tuple[str, str, int, int]] = []
        self._parse(marked)

    def _parse(self, marked: str) -> None:
        out: list[str] = []
        length = 0
        stack: list[tuple[str, re.Match[str], int]] = []
        at = 0
        while at < len(marked):
            char = marked[at]
            if char == "\\" and at + 1 < len(marked) and marked[at + 1] in "[]{}<>\\":
                out.append(marked[at + 1])
                length += 1
                at += 2
                continue
            if char in _OPEN:
                head = _HEAD[char].match(marked, at + 1)
                if head is None:
                    raise AnnotationError(
                        f"{marked[at : at + 30]!r} opens a mark without a proper head; write \\{char} for the sign"
                    )
                stack.append((char, head, length))
                at = head.end()
                continue
            if char in "]}>":
                if not stack or _OPEN[stack[-1][0]] != char:
                    raise AnnotationError(
                        f"{char!r} closes nothing near {marked[max(0, at - 30) : at + 1]!r}; marks must nest"
                    )
                kind, head, start = stack.pop()
                self._take(kind, head, start, length)
                at += 1
                continue
            out.append(char)
            length += 1
            at += 1
        if stack:
            raise AnnotationError(f"the mark {stack[-1][0]}{stack[-1][1].group()} is never closed")
        self.text = "".join(out)

    def _take(self, kind: str, head: re.Match[str], start: int, end: int) -> None:
        for key in head["keys"].split(","):
            if kind == "[":
                self.mentions.append(("E" + key.removeprefix("E"), start, end))
            elif kind == "{":
                self.triggers.append((key, start, end, head["mark"] == "!"))
            else:
                self.fields.append((key, head["mark"], start, end))


def _none(value: str) -> str | None:
    value = value.strip()
    return None if value in ("", "-", "none") else value


def _list(value: str, pattern: str = r"[,\s]+") -> list[str]:
    return [v for v in re.split(pattern, value.strip()) if v and v != "-"]


def _sides(value: str) -> tuple[list[str], list[str]]:
    left, _, right = value.partition(">")
    return _list(left), _list(right)


def _number(value: str) -> float | int | None:
    if not value:
        return None
    if not _NUMBER.match(value):
        raise AnnotationError(f"{value!r} is no number; write digits alone")
    number = float(value)
    return int(number) if number == int(number) else number


def _value(field: str, value: str, words: str | None) -> dict[str, Any]:
    if field == "date":
        start, dots, end = value.partition("..")
        return {"from": _none(start), "to": _none(end) if dots else _none(start), "text": words}
    if field == "deadline":
        return {"date": _none(value), "text": words}
    if field == "place":
        name, _, country = value.rpartition(",")
        if not name:
            name, country = country, ""
        return {"name": name.strip(), "country": _none(country), "text": words}
    return {**amount_of(value), "text": words}


def amount_of(value: str) -> dict[str, Any]:
    """min, max and unit of "40 killed", "100000000.. USD", "..2000 troops"."""
    range_, _, unit = value.strip().partition(" ")
    low, dots, high = range_.partition("..")
    return {
        "min": _number(low),
        "max": _number(high) if dots else _number(low),
        "unit": unit.strip() or None,
    }


def compile_draft(block: str) -> dict[str, Any]:
    """One draft -> one annotated report as written (words, not offsets)."""
    parts = re.split(r"(?m)^---\s*$\n?", block.strip("\n"))
    if len(parts) != 3:
        raise AnnotationError("a draft has a head, a text and records, parted by two lines of ---")
    head_part, marked, records = parts
    head: dict[str, Any] = {}
    for line in head_part.splitlines():
        key, colon, value = line.partition(":")
        if colon and line.strip():
            head[key.strip()] = _none(value)
    if not head.get("id"):
        raise AnnotationError("the head has no id")
    marks = Marks(marked.strip("\n"))
    text = marks.text
    report: dict[str, Any] = {**head, "text": text, "entities": [], "events": [], "ledger": []}
    for number, line in enumerate(records.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("|")]
        if re.fullmatch(r"E\d+", cells[0]):
            report["entities"].append(_entity(cells, marks))
        elif re.fullmatch(r"\d+", cells[0]):
            report["events"].append(_event(cells, marks))
        elif cells[0].startswith("L"):
            report["ledger"].append(_entry(cells))
        else:
            raise AnnotationError(f"record line {number}: {line!r} begins with none of E1, 1, L")
    known = {e["id"] for e in report["entities"]}
    for key in {key for key, *_ in marks.mentions} - known:
        raise AnnotationError(f"[{key}:] is marked in the text but has no record")
    numbers = [e["id"] for e in report["events"]]
    for key in {key for key, *_ in marks.triggers} | {key for key, *_ in marks.fields}:
        if key not in numbers:
            raise AnnotationError(f"event {key} is marked in the text but has no record")
    for twice in [k for k, n in Counter([*numbers, *(e["id"] for e in report["entities"])]).items() if n > 1]:
        raise AnnotationError(f"{twice} has two records")
    return report


def _entity(cells: list[str], marks: Marks) -> dict[str, Any]:
    if len(cells) < 5:
        raise AnnotationError(f"entity {cells[0]} needs five cells: id | name | kind | country | sectors")
    key, name, kind, country, sectors = cells[:5]
    mentions = sorted({(a, b) for k, a, b in marks.mentions if k == key})
    out: dict[str, Any] = {"id": key, "name": name, "kind": kind, "country": _none(country), "sectors": _list(sectors)}
    if len(cells) > 5 and cells[5].startswith("aka"):
        out["aka"] = [a.strip() for a in cells[5].partition("=")[2].split(";") if a.strip()]
    out["mentions"] = [quote(marks.text, a, b) for a, b in mentions]
    return out


def _event(cells: list[str], marks: Marks) -> dict[str, Any]:
    if len(cells) < 4:
        raise AnnotationError(f"event {cells[0]} needs four cells: number | TYPE modes | status | actors > recipients")
    key, type_, status, sides = cells[:4]
    name, _, modes = type_.partition(" ")
    spans = sorted((a, b, main) for k, a, b, main in marks.triggers if k == key)
    if not spans:
        raise AnnotationError(f"event {key} has no trigger in the text: mark it {{{key}:words}}")
    main = next((s for s in spans if s[2]), spans[0])
    actors, recipients = _sides(sides)
    out: dict[str, Any] = {
        "id": key,
        "type": name,
        "modes": _list(modes),
        "status": status,
        "actors": actors,
        "recipients": recipients,
        "trigger": quote(marks.text, main[0], main[1]),
    }
    others = [quote(marks.text, a, b) for a, b, _ in spans if (a, b) != main[:2]]
    if others:
        out["other_mentions"] = others
    words: dict[str, str] = {}
    for k, field, a, b in marks.fields:
        if k == key:
            words.setdefault(field, quote(marks.text, a, b))
    for field in ("condition", "exemption", "reason"):
        if field in words:
            out[field] = words[field]
    settings = [part.strip() for cell in cells[4:] for part in cell.split(";") if part.strip()]
    for setting in settings:
        field, _, value = setting.partition("=")
        field = field.strip()
        if field in ("date", "deadline", "place", "amount"):
            out[field] = _value(field, value, words.get(field))
        elif field == "says":
            out["attributed_to"] = value.strip()
        elif field == "contexts":
            out["contexts"] = _list(value)
        elif field == "optional":
            out["optional"] = True
        elif field == "open":
            out["open_sides"] = _list(value)
        else:
            raise AnnotationError(f"event {key}: unknown setting {setting!r}")
    for field in ("date", "deadline", "place", "amount"):
        if field in words and field not in out:
            raise AnnotationError(f"event {key}: <{key}.{field}:> is marked but the record has no {field}=")
    return out


def _entry(cells: list[str]) -> dict[str, Any]:
    kind = cells[0][1:].strip()
    if len(cells) < 4:
        raise AnnotationError(f"ledger line {cells!r} needs: L kind | what | by > to | status | events=1,2")
    by, to = _sides(cells[2])
    out: dict[str, Any] = {"kind": kind, "what": cells[1], "by": by, "to": to, "status": cells[3], "events": []}
    for setting in (part.strip() for cell in cells[4:] for part in cell.split(";") if part.strip()):
        field, _, value = setting.partition("=")
        if field.strip() == "events":
            out["events"] = _list(value)
        else:
            raise AnnotationError(f"ledger {cells[1]!r}: unknown setting {setting!r}")
    return out


def compile_file(path: Path, errors: list[str]) -> list[dict[str, Any]]:
    """All drafts of a file; what is wrong is added to errors, the others go on."""
    out = []
    for block in re.split(r"(?m)^=====\s*$", path.read_text(encoding="utf-8")):
        if not block.strip():
            continue
        name = re.search(r"(?m)^id:\s*(\S+)", block)
        where = f"{path.name}: {name[1] if name else block.strip()[:40]!r}"
        try:
            report = compile_draft(block)
        except AnnotationError as error:
            errors.append(f"{where}: {error}")
            continue
        wrong = problems(report)
        errors.extend(f"{path.name}: {w}" for w in wrong)
        if not wrong:
            out.append(report)
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drafts", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--against", type=Path, action="append", default=[])
    args = parser.parse_args()
    errors: list[str] = []
    reports = [report for path in args.drafts for report in compile_file(path, errors)]
    passages = {}
    for path in args.against:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            passages[row["id"]] = row["text"]
    if passages:
        for report in reports:
            want = passages.get(report["id"])
            if want is None:
                errors.append(f"{report['id']}: no such passage")
            elif want != report["text"]:
                at = next(
                    (i for i, (a, b) in enumerate(zip(want, report["text"], strict=False)) if a != b),
                    min(len(want), len(report["text"])),
                )
                errors.append(
                    f"{report['id']}: text differs at {at}: want {want[at - 20 : at + 25]!r}, got {report['text'][at - 20 : at + 25]!r}"
                )
        bad = {e.split(":")[0] for e in errors}
        reports = [r for r in reports if r["id"] not in bad]
    for error in errors:
        print(error, file=sys.stderr)
    types = Counter(e["type"] for r in reports for e in r["events"])
    words = sum(len(r["text"].split()) for r in reports)
    print(
        f"{len(reports)} reports, {words} words, {sum(types.values())} events, {len(errors)} errors; {dict(types.most_common())}"
    )
    if args.out:
        args.out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in reports), encoding="utf-8")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
