#!/usr/bin/env python3
"""Draws results of bench/run.sh: bench/chart.py RESULT... > chart.svg, a bar for each row's ratio and a line for what it should reach."""
import pathlib
import sys

TARGETS = {
    "heartbeat": 0.95, "pushers": 0.80, "list-first": 0.45, "list-last": 0.40, "list-last-10000": 0.40, "list-last-100000": 0.36,
    "login-seen": 0.5, "login-new": 0.06,
}
COLOURS = ["#2f6690", "#81a4cd", "#d9a441", "#7a9e7e", "#b05d5d"]
LEFT, BAR, GAP, SCALE, TOP = 130, 13, 16, 560, 48


def rows(path):
    """The ratio of each row of a result that has a target."""
    found = {}
    for line in path.read_text().splitlines():
        parts = line.split()
        if len(parts) in (7, 9) and parts[0] in TARGETS:
            found[parts[0]] = float(parts[-1])
    return found


def main(paths):
    results = [(path.stem, rows(path)) for path in map(pathlib.Path, paths)]
    targets = {name: target for name, target in TARGETS.items() if any(name in found for _, found in results)}
    group = BAR * len(results) + GAP
    legend = TOP + group * len(targets) + 10
    height = legend + 18 * len(results) + 12
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + SCALE + 90}" height="{height}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="{LEFT}" y="24">Requests a second, as a ratio to a trivial JAX-RS application in the same server</text>',
    ]
    for i, (name, target) in enumerate(targets.items()):
        y = TOP + i * group
        out.append(f'<text x="{LEFT - 8}" y="{y + BAR}" text-anchor="end">{name}</text>')
        for n, (_, found) in enumerate(results):
            if name in found:
                width = found[name] * SCALE
                at = y + n * BAR
                out.append(f'<rect x="{LEFT}" y="{at}" width="{width:.0f}" height="{BAR - 2}" fill="{COLOURS[n % len(COLOURS)]}"/>')
                out.append(f'<text x="{LEFT + width + 4:.0f}" y="{at + BAR - 3}" font-size="10">{found[name]:g}</text>')
        x = LEFT + target * SCALE
        out.append(f'<line x1="{x:.0f}" y1="{y - 3}" x2="{x:.0f}" y2="{y + BAR * len(results)}" stroke="black" stroke-width="2"/>')
    for n, (name, _) in enumerate(results):
        y = legend + 18 * n
        out.append(f'<rect x="{LEFT}" y="{y}" width="{BAR}" height="{BAR}" fill="{COLOURS[n % len(COLOURS)]}"/>')
        out.append(f'<text x="{LEFT + BAR + 6}" y="{y + 11}">{name}</text>')
    out.append("</svg>")
    print("\n".join(out))


if len(sys.argv) < 2:
    sys.exit(__doc__)
main(sys.argv[1:])
