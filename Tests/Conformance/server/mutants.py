# SPDX-License-Identifier: Apache-2.0
"""The harness itself: that it notices what would be wrong for CVAT. What the server says is changed on its way."""

import contextlib
import functools
import json

import checks
import cvat
from pictures import Recording


class Answer:
    """A reply that a mutant may change."""

    def __init__(self, path, reply, content):
        self.path = path
        self.status = reply.status
        self.reason = reply.reason
        self.getheader = reply.getheader
        self.content = content


def of_list(change):
    """A mutant of each function record."""
    def mutate(answer):
        if "/api/functions" in answer.path and answer.status == 200:
            content = json.loads(answer.content)
            for record in [content] if "metadata" in content else content.values():
                change(record)
            answer.content = json.dumps(content).encode()
    return mutate


def of_reply(change):
    """A mutant of each reply to a click."""
    def mutate(answer):
        if "/api/functions" not in answer.path and answer.status == 200:
            content = json.loads(answer.content)
            change(content)
            answer.content = json.dumps(content).encode()
    return mutate


def of_error(change):
    """A mutant of each refusal."""
    def mutate(answer):
        if answer.status >= 400:
            change(answer)
    return mutate


def array_of_functions(answer):
    if answer.path == "/api/functions":
        answer.content = json.dumps(list(json.loads(answer.content).values())).encode()


def annotation(name, value=None):
    def change(record):
        record["metadata"]["annotations"].pop(name, None)
        if value is not None:
            record["metadata"]["annotations"][name] = value
    return of_list(change)


def mask(change):
    return of_reply(lambda reply: change(reply["mask"]) if "mask" in reply else None)


def shape(change):
    return of_reply(lambda reply: change(reply["shapes"][0]) if reply.get("shapes") else None)


def bounds(change):
    return of_reply(lambda reply: change(reply["bounds"]) if "bounds" in reply else None)


def moved(numbers, by):
    numbers[-4:] = [value + by for value in numbers[-4:]]


def emptied(reply):
    for row in reply.get("mask", []):
        row[:] = [0] * len(row)
    for item in reply.get("shapes", []):
        item["points"][:-4] = [sum(item["points"][:-4])]


def assign(**values):
    return lambda answer: vars(answer).update(values)


MUTANTS = {
    "an array of functions": array_of_functions,
    "no functions": of_list(lambda record: record["metadata"].update(name="another")),
    "no annotations": of_list(lambda record: record["metadata"].pop("annotations")),
    "no description": of_list(lambda record: record["spec"].pop("description")),
    "an empty description": of_list(lambda record: record["spec"].update(description="")),
    "no status": of_list(lambda record: record.pop("status")),
    "no state": of_list(lambda record: record["status"].pop("state")),
    "no port": of_list(lambda record: record["status"].pop("httpPort")),
    "another port": of_list(lambda record: record["status"].update(httpPort=1)),
    "no type": annotation("type"),
    "another type": annotation("type", "segmenter"),
    "no version": annotation("version"),
    "an old version": annotation("version", "1"),
    "no right clicks": annotation("min_neg_points"),
    "a number that is none": annotation("min_pos_points", "one"),
    "labels that are no JSON": annotation("spec", "{"),
    "a false that is true": annotation("startswith_box", "false"),
    "no box": annotation("startswith_box_optional"),
    "a mask with a row too few": mask(lambda rows: rows.pop()),
    "a mask with a short row": mask(lambda rows: rows[-1].pop()),
    "a gray mask": mask(lambda rows: rows[0].__setitem__(0, 2)),
    "no rows": mask(lambda rows: rows.clear()),
    "no polygon": of_reply(lambda reply: reply.pop("points", None)),
    "a polygon with NaN": of_reply(lambda reply: reply.update(points=[[float("nan"), 1]])),
    "bounds in every reply": of_reply(lambda reply: reply.update(bounds=[0, 0, 1, 1])),
    "exclusive bounds": bounds(lambda box: box.__setitem__(2, box[2] + 1)),
    "bounds outside": bounds(lambda box: moved(box, 10000)),
    "both forms": of_reply(lambda reply: reply.update(shapes=[], mask=[[0]])),
    "a shape without type": shape(lambda item: item.pop("type")),
    "a shape outside": shape(lambda item: moved(item["points"], 10000)),
    "runs that fill no box": shape(lambda item: item["points"].insert(0, 1)),
    "an object without its click": of_reply(emptied),
    "the usual words": of_error(assign(reason="Bad Request")),
    "words that are no ASCII": of_error(assign(reason="K\u00e4se")),
    "another status": of_error(assign(status=500)),
    "no error": of_error(assign(status=200, content=b"{}")),
    "no JSON": of_reply(lambda reply: reply.clear()),
}


def all_checks(server):
    """For each mutant a check that some check fails; and that none does without a mutant."""
    yield "the checks that mutants have to fail", functools.partial(check_unchanged, server)
    for name, mutant in MUTANTS.items():
        yield f"mutant: {name}", functools.partial(check_mutant, server, mutant)


def few_checks(server):
    """A check of each kind, with a reply of each form."""
    by_name = {recording.name: recording for recording in Recording.all()}
    click = by_name["direct__img_rgb_png"]
    for version in ("2.14.0", "2.42.0"):
        yield functools.partial(checks.check_list, server, version)
    for version in ("2.3.0", "2.42.0", "2.80.0"):
        yield functools.partial(checks.check_call, server, version, "direct", click)
        yield functools.partial(checks.check_region, server, version)
    yield functools.partial(checks.check_call, server, "2.42.0", "direct", by_name["direct__img_lzw_tif"])
    yield functools.partial(checks.check_errors, server, "direct")


def check_unchanged(server):
    for check in few_checks(server):
        check()


def check_mutant(server, mutant):
    with altered(mutant):
        for check in few_checks(server):
            try:
                check()
            except Exception:
                return
    raise AssertionError("no check noticed")


@contextlib.contextmanager
def altered(mutant):
    original = cvat.exchange

    def exchange(method, url, headers, body, timeout):
        answer = Answer(url.path, *original(method, url, headers, body, timeout))
        mutant(answer)
        return answer, answer.content

    cvat.exchange = exchange
    try:
        yield
    finally:
        cvat.exchange = original
