# SPDX-License-Identifier: Apache-2.0
"""What CVAT's server does with an interactor, from the list of functions to the text of an error.

Written after CVAT's `lambda_manager`, release by release; the HTTP below it is what the `requests` library sends.
"""

import base64
import gzip
import http.client
import json
import socket
import urllib.parse
import zlib


class Version:
    """A release of CVAT, by what of it a function can notice."""

    def __init__(self, text):
        self.text = text
        self.number = tuple(int(part) for part in text.split("."))

    def __ge__(self, text):
        return self.number >= tuple(int(part) for part in text.split("."))

    @property
    def user_agent(self):
        """CVAT names itself since 2.4.0; before that there is only the library."""
        return f"CVAT/{self.text} python-requests/2.32.4" if self >= "2.4.0" else "python-requests/2.26.0"

    @property
    def accept_encoding(self):
        return "gzip, deflate, zstd" if self >= "2.42.0" else "gzip, deflate"


class Refusal(Exception):
    """What CVAT's REST API answers when a call fails: a status and the text that the annotator sees."""

    def __init__(self, status, text):
        super().__init__(f"{status}: {text}")
        self.status = status
        self.text = text


def rest(call):
    """Status and JSON that CVAT's REST API gives the browser for what `call` does on the server."""
    try:
        # It writes the reply anew, and can't write NaN.
        return 200, json.loads(json.dumps(call(), allow_nan=False))
    except Refusal as refusal:
        return refusal.status, refusal.text
    except (AttributeError, KeyError, TypeError, ValueError):
        # Nobody catches it: a page of HTML.
        return 500, None


class Gateway:
    """CVAT's side of a Nuclio dashboard."""

    def __init__(self, version, dashboard_port, method, timeout=120):
        self.version = Version(version)
        self.dashboard = f"http://localhost:{dashboard_port}"
        self.method = method
        self.timeout = timeout

    def list(self):
        functions = []
        for record in self._dashboard("GET", "/api/functions").values():
            try:
                functions.append(Function(self, record))
            except InvalidMetadata:
                # Skipped since 2.18; before, the whole list failed.
                if not self.version >= "2.18.0":
                    raise
        return functions

    def get(self, name):
        return Function(self, self._dashboard("GET", "/api/functions/" + name))

    def invoke(self, function, payload):
        if self.method == "dashboard":
            headers = [("x-nuclio-function-name", function.id), ("x-nuclio-path", "/")]
            return self._dashboard("POST", "/api/function_invocations", headers, payload)
        return self._http("POST", f"http://localhost:{function.port}", [], payload)

    def _dashboard(self, method, path, headers=(), payload=None):
        common = [
            ("x-nuclio-project-name", "cvat"),
            ("x-nuclio-function-namespace", "nuclio"),
            ("x-nuclio-invoke-via", "domain-name"),
        ]
        if self.version >= "2.7.0":
            common.append(("X-Nuclio-Invoke-Timeout", f"{self.timeout}s"))
        return self._http(method, self.dashboard + path, common + list(headers), payload)

    def _http(self, method, url, headers, payload):
        """One request on a connection of its own; the JSON of its reply."""
        parts = urllib.parse.urlsplit(url)
        body = None if payload is None else json.dumps(payload).encode("ascii")
        headers = [
            ("User-Agent", self.version.user_agent),
            ("Accept-Encoding", self.version.accept_encoding),
            ("Accept", "*/*"),
            ("Connection", "keep-alive"),
        ] + list(headers)
        if body is not None:
            headers += [("Content-Length", str(len(body))), ("Content-Type", "application/json")]
        url = urllib.parse.urlunsplit(parts._replace(path=parts.path or "/"))
        try:
            reply, content = exchange(method, parts, headers, body, self.timeout)
        except socket.timeout as error:
            raise Refusal(504, f"Read timed out. (read timeout={self.timeout})") from error
        except (OSError, http.client.HTTPException) as error:
            raise Refusal(503, str(error)) from error
        if reply.status >= 400:
            side = "Client" if reply.status < 500 else "Server"
            raise Refusal(reply.status, f"{reply.status} {side} Error: {reply.reason} for url: {url}")
        try:
            return json.loads(content)
        except ValueError as error:
            raise Refusal(500, str(error)) from error


def exchange(method, url, headers, body, timeout):
    """Sends a request with its headers in just this order; the reply and its content, decompressed."""
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=timeout)
    try:
        connection.putrequest(method, url.path or "/", skip_accept_encoding=True)
        for name, value in headers:
            connection.putheader(name, value)
        connection.endheaders(body)
        reply = connection.getresponse()
        content = reply.read()
    finally:
        connection.close()
    encoding = reply.getheader("Content-Encoding", "identity")
    if encoding == "gzip":
        content = gzip.decompress(content)
    elif encoding == "deflate":
        content = zlib.decompress(content)
    elif encoding != "identity":
        raise http.client.HTTPException(f"Content-Encoding {encoding}")
    return reply, content


class InvalidMetadata(Exception):
    pass


class Function:
    """A record of the dashboard as CVAT reads it: a missing key is a KeyError here as there, and breaks the list."""

    def __init__(self, gateway, record):
        self.gateway = gateway
        self.id = record["metadata"]["name"]
        annotations = record["metadata"]["annotations"]
        self.kind = annotations.get("type")
        if self.kind not in ("detector", "interactor", "reid", "tracker"):
            raise InvalidMetadata(f"{self.id} has type {self.kind}")
        self.labels_v2 = json.loads(annotations.get("spec") or "[]")
        if len(self.labels_v2) != len({label["name"] for label in self.labels_v2}):
            raise InvalidMetadata(f"{self.id} has non-unique labels")
        if not gateway.version >= "2.14.4":
            self.state = record["status"]["state"]
        self.description = record["spec"]["description"]
        self.port = record["status"].get("httpPort")
        self.name = annotations.get("name", self.id)
        self.min_pos_points = int(annotations.get("min_pos_points", 1))
        self.min_neg_points = int(annotations.get("min_neg_points", -1))
        # Any text is true, "false" as well.
        self.startswith_box = bool(annotations.get("startswith_box", False))
        self.startswith_box_optional = bool(annotations.get("startswith_box_optional", False))
        self.animated_gif = annotations.get("animated_gif", "")
        self.version = int(annotations.get("version", "1"))
        self.help_message = annotations.get("help_message", "")

    def to_dict(self):
        """What the browser is told of an interactor."""
        keys = ["id", "kind", "labels_v2", "description", "name", "version", "min_pos_points", "min_neg_points",
                "startswith_box", "startswith_box_optional", "help_message", "animated_gif"]
        return {key: getattr(self, key) for key in keys}

    def payload(self, image, call):
        """What the function is sent when the browser asked for `call`, in the order of its keys."""
        missing = [key for key in ("pos_points", "neg_points") if call.get(key) is None]
        if missing:
            raise Refusal(
                400, f"`{self.id}` lambda function was called without mandatory argument: {missing[0]}")
        payload = {}
        if call.get("threshold"):
            payload["threshold"] = call["threshold"]
        payload["image"] = base64.b64encode(image).decode("ascii")
        positive = call["pos_points"]
        if self.gateway.version >= "2.16.3":
            payload["pos_points"] = positive
            box = call.get("obj_bbox")
        else:
            payload["pos_points"] = positive[2:] if self.startswith_box else positive
            box = positive[0:2] if self.startswith_box else None
        payload["neg_points"] = call["neg_points"]
        payload["obj_bbox"] = box
        if self.gateway.version >= "2.70.0":
            # Moved even where there is no region, by nothing.
            for key in ("pos_points", "neg_points", "obj_bbox"):
                payload[key] = moved(payload[key], 0, 0)
        return payload

    def call(self, image, call):
        """One click: the record is asked for again, then the function is called."""
        function = self.gateway.get(self.id)
        return self.gateway.invoke(function, function.payload(image, call))

    def call_in_region(self, crop, call, region, width, height):
        """One click with a region of interest, since 2.70: `crop` is what the picture shows in `region`."""
        left, top = region[0], region[1]
        inner = {key: moved(call.get(key), left, top) for key in ("pos_points", "neg_points", "obj_bbox")}
        return translate(self.call(crop, inner), region, width, height)


def moved(points, left, top):
    """Prompts in a region's own coordinates; CVAT's server refuses those that are no pairs of numbers."""
    if points is None:
        return None
    try:
        return [[x - left, y - top] for x, y in points]
    except (TypeError, ValueError) as error:
        raise Refusal(400, "Interactor prompt points must contain point pairs") from error


def translate(reply, region, width, height):
    """A reply for a cut-out, moved to the whole picture: CVAT's `translate_interactor_response`."""
    left, top, right, bottom = region
    if "mask" in reply:
        rows = reply["mask"]
        if len(rows) != bottom - top or any(len(row) != right - left for row in rows):
            raise Refusal(500, "could not broadcast input array")
        mask = [[0] * width for _ in range(height)]
        for y, row in enumerate(rows):
            mask[top + y][left:right] = row
        reply["mask"] = mask
    for shape in reply.get("shapes", []):
        points = shape["points"]
        if shape.get("type") == "mask":
            points[-4:] = [points[-4] + left, points[-3] + top, points[-2] + left, points[-1] + top]
        else:
            points[:] = [value + (left, top)[index % 2] for index, value in enumerate(points)]
    return reply
