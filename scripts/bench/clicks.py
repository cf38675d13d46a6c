# SPDX-License-Identifier: Apache-2.0
"""The clicks of an annotator on one picture, timed."""
import json
import statistics

PLACES = [(0.5, 0.5), (0.3, 0.35), (0.7, 0.6)]


class Plan:
    """A first click; a correction inside its mask, which is seen through the same zoom; and a click elsewhere, for
    which the engine has to look at another part of the picture."""

    def __init__(self, server, picture, place, width, height):
        self.first = [[place[0] * width, place[1] * height]]
        _, reply = server.ask(picture.request(self.first), "cropped")
        reply = json.loads(bytes(reply))
        left, top, right, bottom = reply["bounds"]
        lower = self.first[0][1] - top > (bottom - top) / 2
        row = int((0.1 if lower else 0.9) * (bottom - top))
        columns = [x for x, value in enumerate(reply["mask"][row]) if value] or [0]
        self.correction = [[left + columns[len(columns) // 2] + 0.5, top + row + 0.5]]
        far = [(place[0] + 0.45) % 1 * width, (place[1] + 0.4) % 1 * height]
        self.moved = self.first + [far]


def measure(server, pictures, sizes, runs):
    """Medians in milliseconds by what was clicked and how the reply was written."""
    times = {}

    def ask(name, picture, form, positives, negatives=()):
        elapsed, _ = server.ask(picture.request(positives, negatives), form)
        times.setdefault(name, []).append(elapsed)

    for picture in pictures:
        for place in PLACES:
            plan = Plan(server, picture, place, *sizes)
            for _ in range(runs):
                for form in ("full", "cropped", "shapes"):
                    picture.renew()
                    ask(f"first, {form}", picture, form, plan.first)
                    ask(f"next, {form}", picture, form, plan.first, plan.correction)
                    ask(f"zoom moves, {form}", picture, form, plan.moved)
    return {name: statistics.median(values) for name, values in times.items()}
