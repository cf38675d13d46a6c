# SPDX-License-Identifier: Apache-2.0
"""The server under test, and a stand-in for a Nuclio dashboard behind it."""

import contextlib
import http.client
import http.server
import json
import socket
import subprocess
import threading
import time


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A running `ridgeline serve` with a port for calls and one for the dashboard's endpoints."""

    def __init__(self, executable, *options):
        self.port, self.dashboard_port = free_port(), free_port()
        self.process = subprocess.Popen(
            [executable, "serve", "--port", str(self.port), "--dashboard-port", str(self.dashboard_port),
             "--log-level", "error", *options],
            stdout=subprocess.DEVNULL)

    def __enter__(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/health")
                if connection.getresponse().status == 200:
                    return self
            time.sleep(0.05)
        self.__exit__()
        raise RuntimeError("the server did not become ready")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)


class QuietHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass


class StandIn:
    """A server of this process on a port of its own."""

    def serve(self, handler):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Nuclio(StandIn):
    """A dashboard with one function of somebody else; it keeps what it was asked."""

    RECORD = {
        "metadata": {"name": "other", "namespace": "nuclio", "annotations": {"name": "Other", "type": "interactor"}},
        "spec": {"description": "Somebody else's function"},
        "status": {"state": "ready", "httpPort": 40000},
    }

    def __enter__(self):
        self.seen = []
        outer = self

        class Handler(QuietHandler):
            def do_GET(self):
                outer.seen.append((self.path, dict(self.headers), b""))
                if self.path == "/api/functions":
                    self.answer(200, {"other": outer.RECORD})
                elif self.path == "/api/functions/other":
                    self.answer(200, outer.RECORD)
                else:
                    self.answer(404, {"error": "Function not found"})

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.seen.append((self.path, dict(self.headers), body))
                self.answer(418, {"echo": len(body)}, reason="Short And Stout")

            def answer(self, status, content, reason=None):
                content = json.dumps(content).encode()
                self.send_response(status, reason)
                self.send_header("Content-Type", "application/json")
                self.send_header("X-Other", "kept")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        return self.serve(Handler)


ODD_RECORD = {
    "metadata": {"name": "odd", "annotations": {"type": "interactor"}},
    "spec": {"description": "Answers oddly"},
    "status": {"state": "ready"},
}


class Odd(StandIn):
    """Answers everything with one and the same answer, right or wrong; it keeps what it was asked."""

    def __init__(self, answer):
        self.answer = answer
        self.seen = []
        self.is_over = threading.Event()

    def __enter__(self):
        outer = self

        class Handler(QuietHandler):
            def do_GET(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                outer.seen.append((f"{self.command} {self.path}", self.headers.items(), body))
                self.close_connection = True
                gone = outer.is_over.wait(outer.answer.get("delay", 0))
                if not gone and outer.answer.get("raw") != "drop":
                    self.answer(**outer.answer)

            do_POST = do_GET

            def answer(self, body=b"", status=200, reason=None, headers=None, chunked=False, **_):
                body = body.encode() if isinstance(body, str) else body
                self.send_response_only(status, reason)
                for name, value in (headers or {}).items():
                    self.send_header(name, value)
                if chunked:
                    self.send_header("Transfer-Encoding", "chunked")
                    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
                elif status != 204:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        return self.serve(Handler)

    def __exit__(self, *_):
        self.is_over.set()
        super().__exit__()
