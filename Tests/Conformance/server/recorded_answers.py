# SPDX-License-Identifier: Apache-2.0
"""The harness itself: that it sends what a real CVAT sent, and comes to what that came to, whatever is answered."""

import functools
import gzip
import json
import pathlib
import re

from cvat import Function, Gateway, rest
from pictures import FIXTURES, Recording
from processes import Odd, ODD_RECORD

ANSWERS = json.loads(pathlib.Path(FIXTURES, "answers.json").read_text())
VERSION = "2.42.0"


def all_checks():
    for case in ANSWERS["replies"]:
        yield f"recorded reply {case['case']}", functools.partial(check_reply, case)
    for case in ANSWERS["errors"]:
        yield f"recorded error {case['case']}, {case['method']}", functools.partial(check_error, case)
    for case in ANSWERS["lists"]:
        yield f"recorded list {case['case']}", functools.partial(check_list, case)
    for recording in Recording.all():
        yield f"recorded request {recording.name}", functools.partial(check_request, recording)
    yield "recorded question for a record", check_question_for_record
    yield "recorded question for the list", check_question_for_list


def check_reply(case):
    body = case["reply"].encode()
    answer = {"body": body, "chunked": case["case"] == "chunked"}
    if case["case"] == "gzip":
        answer = {"body": gzip.compress(body), "headers": {"Content-Encoding": "gzip"}}
    with Odd(answer) as odd:
        same(case, rest(lambda: invoke(odd, "direct")))


def check_error(case):
    with Odd(case["answer"]) as odd:
        same(case, rest(lambda: invoke(odd, case["method"], timeout=3)))


def check_list(case):
    with Odd({"body": case["list"].encode(), "status": case["answered"]}) as odd:
        gateway = Gateway(VERSION, odd.port, "direct")
        same(case, rest(lambda: [function.to_dict() for function in gateway.list()]))


def check_request(recording):
    """Path, headers in their order and case, and body are those that CVAT sent when it was called in this way."""
    if any(recording.call.get(key) is None for key in ("pos_points", "neg_points")):
        return  # Sent by a client of the function itself: CVAT asks for both.
    with Odd({"body": b"{}"}) as odd:
        function = odd_function(odd, recording.method)
        function.id = dict(recording.headers).get("x-nuclio-function-name", function.id)
        payload = function.payload(recording.image, recording.call)
        function.gateway.invoke(function, payload)
        path = "/api/function_invocations" if recording.method == "dashboard" else "/"
        same_request(odd, f"POST {path}", recording.headers, recording.body)


def check_question_for_record():
    check_question("dashboard_get__function", "GET /api/functions/odd", lambda gateway: gateway.get("odd"))


def check_question_for_list():
    check_question("dashboard_get__functions_list", "GET /api/functions", Gateway.list)


def check_question(folder, line, ask):
    with Odd({"body": json.dumps(ODD_RECORD).encode()}) as odd:
        rest(lambda: ask(Gateway(VERSION, odd.port, "dashboard")))
        same_request(odd, line, json.loads(pathlib.Path(FIXTURES, folder, "headers.json").read_text()), b"")


def same_request(odd, line, headers, body):
    seen_line, seen_headers, seen_body = odd.seen[-1]
    assert (seen_line, seen_body) == (line, body), "another request than CVAT's"
    seen, recorded = ([list(pair) for pair in pairs if pair[0] != "Host"] for pairs in (seen_headers, headers))
    assert seen == recorded, f"headers {seen} instead of {recorded}"


def odd_function(odd, method, timeout=120):
    record = json.loads(json.dumps(ODD_RECORD))
    record["status"]["httpPort"] = odd.port
    return Function(Gateway(VERSION, odd.port, method, timeout=timeout), record)


def invoke(odd, method, timeout=30):
    function = odd_function(odd, method, timeout)
    return function.gateway.invoke(function, {})


def same(case, result):
    status, content = result
    # The browser gets no body for null.
    expected = json.loads(case["text"]) if case["text"] else None
    if isinstance(expected, str):
        # The library that CVAT uses says more of a connection than the one used here.
        expected, content = (re.sub(r"http://[^/]+", "http://HOST", text) for text in (expected, content))
        assert status == case["status"] and content in expected, f"{status} {content} instead of {expected}"
    else:
        assert (status, content) == (case["status"], expected), f"{status} {content} instead of {expected}"
