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


class Nuclio:
    """A dashboard with one function of somebody else; it keeps what it was asked."""

    RECORD = {
        "metadata": {"name": "other", "namespace": "nuclio", "annotations": {"name": "Other", "type": "interactor"}},
        "spec": {"description": "Somebody else's function"},
        "status": {"state": "ready", "httpPort": 40000},
    }

    def __enter__(self):
        self.seen = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

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

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
