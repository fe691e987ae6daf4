"""Which read events fit annotated ones, and how many of their parties are right: the scorer's rules, event by event."""

from __future__ import annotations

from typing import Any

from tests.gate.score_events import assign, overlap, same_party, sentences, sides_agree, spans_of, touched


def matched(gold: dict[str, Any], read: dict[str, Any]) -> dict[int, int]:
    """Of each read event that fits an annotated one by type and place in the text, the annotated one; as the scorer does it."""
    bounds = sentences(gold["text"])
    ge, re_ = gold["events"], read["events"]
    g_at = [touched(spans_of(e, "trigger", "other_mentions"), bounds) for e in ge]
    r_at = [touched(spans_of(e, "trigger"), bounds) for e in re_]
    pairs = []
    for i, g in enumerate(ge):
        for j, r in enumerate(re_):
            if g["type"] == r["type"] and g_at[i] & r_at[j]:
                hit = any(
                    overlap(a, b) for a in spans_of(g, "trigger", "other_mentions") for b in spans_of(r, "trigger")
                )
                pairs.append((sum(sides_agree(g, r)) + hit + 0.5 * (g["status"] == r["status"]), i, j))
    return {j: i for i, j in assign(pairs).items()}


def party_f1(rows: list[dict[str, Any]], read: dict[str, dict[str, Any]]) -> float:
    """F1 of single parties on the sides of events that fit: the scorer asks for one right party a side and does not mind more."""
    hit = named = meant = 0
    for row in rows:
        got = read.get(row["id"], {"events": []})
        for j, i in matched(row, got).items():
            for side in ("actors", "recipients"):
                if side in row["events"][i].get("open_sides", ()):
                    continue
                wanted, given = row["events"][i][side], list(got["events"][j][side])
                meant += len(wanted)
                named += len(given)
                for party in wanted:
                    found = next((other for other in given if same_party(party, other)), None)
                    if found is not None:
                        hit += 1
                        given.remove(found)
    return 2 * hit / max(1, named + meant)


def right_ones(gold: dict[str, Any], read: dict[str, Any]) -> list[bool | None]:
    """For each read event whether its type, place and sides are right; None where only an optional event fits."""
    match = matched(gold, read)
    ge, re_ = gold["events"], read["events"]
    out: list[bool | None] = []
    for j, r in enumerate(re_):
        if j in match and ge[match[j]].get("optional"):
            out.append(None)
        else:
            out.append(j in match and all(sides_agree(ge[match[j]], r)))
    return out
