"""Pictures of docs/quality.md, as SVG written by hand: no plotting library for two curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, EDGE = 420, 340, 44
COLOURS = {"written": "#1f6f8b", "real": "#b5532a"}


def reliability_diagram(curves: Mapping[str, Sequence[tuple[str, int, float, float]]]) -> str:
    """Share right (up) against mean confidence (across), a dot for each fifth of the scale, its area by its events.

    curves: per part the rows of `training.quality.reliability`: name of the fifth, events, mean confidence, share right.
    """

    def x(value: float) -> float:
        return round(EDGE + value * (WIDTH - 2 * EDGE), 1)

    def y(value: float) -> float:
        return round(HEIGHT - EDGE - value * (HEIGHT - 2 * EDGE), 1)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" font-size="11">',
        "<title>Share of events that are right, against their confidence</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#999" stroke-dasharray="4 3"/>',
    ]
    for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        out += [
            f'<line x1="{x(tick)}" y1="{y(0)}" x2="{x(tick)}" y2="{y(1)}" stroke="#eee"/>',
            f'<line x1="{x(0)}" y1="{y(tick)}" x2="{x(1)}" y2="{y(tick)}" stroke="#eee"/>',
            f'<text x="{x(tick)}" y="{y(0) + 16}" text-anchor="middle">{tick:.1f}</text>',
            f'<text x="{x(0) - 6}" y="{y(tick) + 4}" text-anchor="end">{tick:.1f}</text>',
        ]
    out.append(f'<text x="{x(0.5)}" y="{HEIGHT - 8}" text-anchor="middle">confidence</text>')
    out.append(f'<text x="12" y="{y(0.5)}" text-anchor="middle" transform="rotate(-90 12 {y(0.5)})">share right</text>')
    most = max((n for rows in curves.values() for _, n, _, _ in rows), default=1)
    for number, (name, rows) in enumerate(curves.items()):
        colour = COLOURS.get(name, "#444")
        points = " ".join(f"{x(mean)},{y(right)}" for _, _, mean, right in rows)
        out.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        out += [
            f'<circle cx="{x(mean)}" cy="{y(right)}" r="{2 + 6 * (n / most) ** 0.5:.1f}" fill="{colour}" fill-opacity="0.75">'
            f"<title>{name}, {fifth}: {n} events, mean {mean:.2f}, right {right:.2f}</title></circle>"
            for fifth, n, mean, right in rows
        ]
        out.append(f'<text x="{x(0.04)}" y="{y(0.95) + 14 * number}" fill="{colour}">{name}</text>')
    return "\n".join([*out, "</svg>", ""])
