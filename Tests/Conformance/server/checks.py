# SPDX-License-Identifier: Apache-2.0
"""What must hold when CVAT lists the function and calls it."""

import concurrent.futures
import functools
import json
import signal
import urllib.parse

import cvat
from cvat import Gateway, Refusal
from pictures import Recording, crop_png
from processes import Nuclio, Server, free_port

NAME = "ridgeline-watershed"

# One release of each range in which CVAT sends or accepts something else.
VERSIONS = ["2.3.0", "2.4.3", "2.4.4", "2.14.0", "2.14.4", "2.16.3", "2.42.0", "2.54.0", "2.60.0", "2.70.0", "2.80.0"]
METHODS = ["direct", "dashboard"]


def all_checks(executable, server):
    """Pairs of a name and something to run."""
    for version in VERSIONS:
        yield f"list, {version}", functools.partial(check_list, server, version)
        yield f"region of interest, {version}", functools.partial(check_region, server, version)
        for method in METHODS:
            for recording in Recording.all():
                name = f"{recording.name}, {version}, {method}"
                yield name, functools.partial(check_call, server, version, method, recording)
    for method in METHODS:
        yield f"errors, {method}", functools.partial(check_errors, server, method)
        yield f"a server that hangs, {method}", functools.partial(check_hanging, executable, method)
        yield f"many at once, {method}", functools.partial(check_many, server, method)
    yield "no such function", functools.partial(check_unknown, server)
    yield "nobody listens", check_refused
    yield "another Nuclio behind it", functools.partial(check_upstream, executable)
    yield "the other Nuclio is down", functools.partial(check_upstream_down, executable)


def check_list(server, version):
    gateway = Gateway(version, server.dashboard_port, "direct")
    functions = gateway.list()
    assert [function.id for function in functions] == [NAME], "one function is listed"
    for function in (functions[0], gateway.get(NAME)):
        assert function.kind == "interactor"
        assert function.version >= 2, "the browser refuses interactors below version 2"
        assert function.port == server.port, f"direct calls go to port {function.port}"
        assert (function.min_pos_points, function.min_neg_points) == (0, 0)
        assert not function.startswith_box and function.startswith_box_optional
        assert function.description and function.help_message and function.name


def check_call(server, version, method, recording):
    function = Gateway(version, server.dashboard_port, method).get(NAME)
    if not recording.is_readable or recording.is_malformed:
        refusal = refused(lambda: function.call(recording.image, recording.call))
        assert refusal.status == (400 if recording.is_malformed else 422), refusal
        return
    reply = function.call(recording.image, recording.call)
    form = expected_form(version)
    width, height = recording.width, recording.height
    assert set(reply) == {"full": {"points", "mask"}, "cropped": {"points", "mask", "bounds"}, "shapes": {"shapes"}}[
        form], f"keys {set(reply)}"
    if form == "full":
        assert (len(reply["mask"]), {len(row) for row in reply["mask"]}) == (height, {width}), "size of the mask"
    if form == "cropped":
        left, top, right, bottom = reply["bounds"]
        assert 0 <= left <= right < width and 0 <= top <= bottom < height
        assert (len(reply["mask"]), {len(row) for row in reply["mask"]}) == (bottom - top + 1, {right - left + 1})
    for row in reply.get("mask", []):
        assert set(row) <= {0, 1}, "a mask has two values"
    for shape in reply.get("shapes", []):
        assert shape["type"] == "mask"
        *runs, left, top, right, bottom = shape["points"]
        assert 0 <= left <= right < width and 0 <= top <= bottom < height
        assert sum(runs) == (right - left + 1) * (bottom - top + 1)
    assert json.dumps(reply, allow_nan=False)


def expected_form(version):
    version = cvat.Version(version)
    if version >= "2.70.0":
        return "shapes"
    return "cropped" if version >= "2.4.4" and not version >= "2.55.0" else "full"


def check_region(server, version):
    """CVAT since 2.70 cuts the region out, moves the prompts, and moves the reply back."""
    recording = next(item for item in Recording.all() if item.name == "direct__img_rgb_png")
    x, y = recording.call["pos_points"][0]
    left, top = max(0, int(x) - 40), max(0, int(y) - 30)
    region = [left, top, min(recording.width, left + 90), min(recording.height, top + 80)]
    function = Gateway(version, server.dashboard_port, "dashboard").get(NAME)
    crop = crop_png(recording.image, *region)
    if expected_form(version) == "cropped":
        return  # These releases have no region, and CVAT would not find the bounds it ignores.
    reply = function.call_in_region(crop, recording.call, region, recording.width, recording.height)
    if "mask" in reply:
        inside = {(column, row) for row, line in enumerate(reply["mask"]) for column, bit in enumerate(line) if bit}
    else:
        inside = drawn(reply["shapes"][0]["points"])
    assert (int(x), int(y)) in inside, "the click is not inside its object"
    assert all(region[0] <= column < region[2] and region[1] <= row < region[3] for column, row in inside)


def drawn(points):
    """The pixels of a mask in CVAT's run lengths."""
    *runs, left, top, right, _ = points
    width, position, pixels = right - left + 1, 0, set()
    for index, run in enumerate(runs):
        if index % 2:
            pixels |= {(left + at % width, top + at // width) for at in range(position, position + run)}
        position += run
    return pixels


def refused(call):
    try:
        call()
    except Refusal as refusal:
        return refusal
    raise AssertionError("was answered")


def check_errors(server, method):
    """CVAT drops the body of an error; only status and reason phrase reach the annotator."""
    function = Gateway("2.42.0", server.dashboard_port, method).get(NAME)
    click = {"pos_points": [[5, 5]], "neg_points": [], "obj_bbox": []}
    cases = {
        "no picture at all": (b"", 422),
        "text": (b"hello, this is no picture", 422),
        "half a PNG": (next(item for item in Recording.all() if item.format == "PNG").image[:200], 422),
    }
    for name, (image, status) in cases.items():
        refusal = refused(lambda: function.call(image, click))
        assert refusal.status in (400, status), f"{name}: {refusal}"
        words = refusal.text.split(": ", 1)[1].split(" for url")[0]
        assert words not in ("Bad Request", "Unprocessable Entity", "Unprocessable Content"), f"{name}: {words}"
        assert words.isascii() and words.isprintable()
    for broken in ({"image": "***", **click}, {"image": 5, **click}, click, [], "x", None):
        refusal = refused(lambda: function.gateway.invoke(function, broken))
        assert refusal.status == 400, f"{broken}: {refusal}"


def check_hanging(executable, method):
    """CVAT gives up after its time-out with 504, and the next click works again."""
    recording = next(item for item in Recording.all() if item.name == "direct__img_photo_jpg")
    with Server(executable) as server:
        function = Gateway("2.42.0", server.dashboard_port, method, timeout=1).get(NAME)
        payload = function.payload(recording.image, recording.call)
        server.process.send_signal(signal.SIGSTOP)
        try:
            refusal = refused(lambda: function.gateway.invoke(function, payload))
        finally:
            server.process.send_signal(signal.SIGCONT)
        assert refusal.status == 504, refusal
        Gateway("2.42.0", server.dashboard_port, method).get(NAME).call(recording.image, recording.call)


def check_many(server, method):
    recordings = [item for item in Recording.all() if item.is_readable and not item.is_malformed][:12]
    function = Gateway("2.42.0", server.dashboard_port, method).get(NAME)

    def call(recording):
        return function.call(recording.image, recording.call)

    alone = [call(recording) for recording in recordings]
    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        assert list(pool.map(call, recordings)) == alone, "a reply depends on what else is asked"


def check_unknown(server):
    gateway = Gateway("2.42.0", server.dashboard_port, "dashboard")
    assert refused(lambda: gateway.get("no-such-function")).status == 404
    function = gateway.get(NAME)
    function.id = "no-such-function"
    assert refused(lambda: gateway.invoke(function, {})).status == 404


def check_refused():
    assert refused(Gateway("2.42.0", free_port(), "dashboard").list).status == 503


def check_upstream(executable):
    recording = next(item for item in Recording.all() if item.name == "dashboard__img_photo_jpg")
    with Nuclio() as nuclio, Server(executable, "--upstream", f"http://127.0.0.1:{nuclio.port}") as server:
        gateway = Gateway("2.42.0", server.dashboard_port, "dashboard")
        assert sorted(function.id for function in gateway.list()) == ["other", NAME]
        other = gateway.get("other")
        assert (other.port, other.description) == (40000, Nuclio.RECORD["spec"]["description"])
        refusal = refused(lambda: other.call(recording.image, recording.call))
        assert (refusal.status, "Short And Stout" in refusal.text) == (418, True), refusal
        path, headers, body = nuclio.seen[-1]
        assert (path, body) == ("/api/function_invocations", recording.body), "the call was changed on its way"
        headers = {name.lower(): value for name, value in headers.items()}
        for name, value in recording.headers:
            if name.lower().startswith(("x-nuclio", "user-agent", "accept", "content-type")):
                expected = "other" if name.lower() == "x-nuclio-function-name" else value
                assert headers.get(name.lower()) == expected, f"{name}: {headers.get(name.lower())}"
        passed_on = [path for path, _, _ in nuclio.seen].count("/api/function_invocations")
        gateway.get(NAME).call(recording.image, recording.call)
        assert [path for path, _, _ in nuclio.seen].count("/api/function_invocations") == passed_on
        url = urllib.parse.urlsplit(f"http://127.0.0.1:{server.dashboard_port}/api/functions/other")
        reply, content = cvat.exchange("GET", url, [], None, 5)
        assert reply.getheader("X-Other") == "kept" and json.loads(content) == Nuclio.RECORD


def check_upstream_down(executable):
    with Server(executable, "--upstream", f"http://127.0.0.1:{free_port()}") as server:
        gateway = Gateway("2.42.0", server.dashboard_port, "dashboard")
        assert [function.id for function in gateway.list()] == [NAME]
        assert gateway.get(NAME).port == server.port
