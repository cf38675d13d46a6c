# SPDX-License-Identifier: Apache-2.0
"""A running `ridgeline serve`, and requests to it that are timed."""
import base64
import json
import os
import socket
import struct
import subprocess
import threading
import time

# Seconds without a byte after which the server is taken to hang.
PATIENCE = 30
# Which form a reply has depends on who asks.
CALLERS = {"full": "bench", "cropped": "CVAT/2.42.0", "shapes": "CVAT/2.70.0"}


class Server:
    def __init__(self, binary, *options):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [binary, "serve", "--port", str(self.port), "--log-level", "error", *options],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not self.starts():
            self.__exit__()
            raise SystemExit("bench-peers: the server did not start")

    def starts(self):
        """Whether it takes a connection within ten seconds."""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return True
            except OSError:
                time.sleep(0.05)
        return False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def memory(self, key="VmRSS"):
        """Megabytes of memory that the process holds (VmRSS) or held at most (VmHWM)."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith(key)) * 1024 / 1e6

    def forget_peak(self):
        with open(f"/proc/{self.process.pid}/clear_refs", "w") as file:
            file.write("5")

    def ask(self, body, form):
        """Milliseconds from the first byte of the request in to the last byte of the reply out, and the reply."""
        head = (f"POST / HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {CALLERS[form]}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n").encode()
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            # The kernel keeps the limit: Python's own would add a system call to each that is timed.
            connection.settimeout(None)
            for limit in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                connection.setsockopt(socket.SOL_SOCKET, limit, struct.pack("ll", PATIENCE, 0))
            start = time.perf_counter()
            try:
                connection.sendall(head + body if len(body) < 65536 else head)
                if len(body) >= 65536:
                    connection.sendall(body)
                reply = self.receive(connection)
            except BlockingIOError:
                raise SystemExit(f"bench-peers: no reply within {PATIENCE} seconds") from None
            return (time.perf_counter() - start) * 1000, reply

    # Room for a reply; each thread has its own.
    local = threading.local()

    def receive(self, connection):
        if not hasattr(self.local, "room"):
            self.local.room = bytearray(64 << 20)
        room = self.local.room
        view = memoryview(room)
        received, end = 0, None
        while end is None or received < end:
            count = connection.recv_into(view[received:])
            if count == 0:
                raise SystemExit("bench-peers: the server closed the connection")
            received += count
            if end is None and (position := room.find(b"\r\n\r\n", 0, received)) >= 0:
                head = bytes(view[:position]).decode("latin-1")
                if " 200 " not in head.split("\r\n")[0]:
                    raise SystemExit(f"bench-peers: {head.splitlines()[0]}")
                length = next(int(line.split(":")[1]) for line in head.split("\r\n")
                              if line.lower().startswith("content-length:"))
                end = position + 4 + length
        return bytes(view[position + 4:end]) if end - position < 1 << 20 else view[position + 4:end]


class Picture:
    """A JPEG file that can be made to look new: a comment in it changes its bytes and nothing else."""

    versions = 0

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.file = file.read()
        self.renew()

    def renew(self):
        Picture.versions += 1
        comment = f"{os.getpid()} {Picture.versions}".encode()
        changed = self.file[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + self.file[2:]
        self.base64 = base64.b64encode(changed)

    def request(self, positives, negatives=()):
        prompts = json.dumps({"pos_points": positives, "neg_points": list(negatives), "obj_bbox": []})
        return prompts[:-1].encode() + b', "image": "' + self.base64 + b'"}'
