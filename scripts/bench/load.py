# SPDX-License-Identifier: Apache-2.0
"""Several annotators at once, memory, and a process for each click."""
import multiprocessing
import queue
import statistics
import subprocess
import time

import cv2
import pictures
from server import Picture, Server

SECONDS = 4
# How much longer than that the last request of a client may take.
PATIENCE = 60
# Clients are copies of this process, with the pictures that it has read.
FORK = multiprocessing.get_context("fork")


def throughput(server, clients, offset):
    """Requests a second of clients that each click here and there on a picture of their own, or on a common one.

    Each is a process, as annotators are: threads of one would wait for each other's turn to run Python.
    """
    rates = FORK.Queue()

    def click(index):
        start = time.perf_counter()
        turn = 0
        while time.perf_counter() < start + SECONDS:
            # Places that no one has clicked yet, so that nothing is remembered of them.
            turn += 1
            place = [37 + (turn * 73 + index * 31 + offset) % 1800, 29 + (turn * 47 + index * 17 + offset) % 1000]
            server.ask(clients[index].request([place]), "shapes")
        rates.put(turn / (time.perf_counter() - start))

    processes = [FORK.Process(target=click, args=(index,)) for index in range(len(clients))]
    for process in processes:
        process.start()
    try:
        # One that fails puts nothing: the others' rates would be a false sum.
        return sum(rates.get(timeout=SECONDS + PATIENCE) for _ in processes)
    except queue.Empty:
        raise SystemExit("bench-peers: an annotator ended without a rate, or hangs") from None
    finally:
        for process in processes:
            process.terminate()
            process.join()


def parallel(binary, paths):
    """How many times more clicks a second two annotators get than one has on average on the same pictures."""
    first, second = (Picture(path) for path in paths)
    with Server(binary) as server:
        for picture in (first, second):
            server.ask(picture.request([[50, 50]]), "shapes")
        alone = [throughput(server, [picture], 0) for picture in (first, second)]
        return {"two annotators, two pictures": throughput(server, [first, second], 7) / statistics.mean(alone),
                "two annotators, one picture": throughput(server, [first, first], 13) / alone[0]}


def memory(binary, large, requests):
    """Megabytes: idle, at the peak of a first click on a large picture above idle, and over many requests."""
    result = {}
    with Server(binary) as server:
        time.sleep(0.3)
        result["idle"] = server.memory()
        server.ask(Picture(large).request([[2000, 1500]]), "full")
        result["peak of a first click at 4000x3000"] = server.memory("VmHWM")
        time.sleep(0.5)
        result["after it"] = server.memory()
    if requests:
        with Server(binary) as server:
            small = [in_memory(index) for index in range(200)]
            for number in range(requests):
                picture = small[(number * 61) % 200]
                server.ask(picture.request([[40 + number % 240, 30 + number % 180]]), "shapes")
                if number + 1 in (requests // 4, requests // 2, requests):
                    result[f"after {number + 1} requests on 200 pictures"] = server.memory()
    return result


def in_memory(seed):
    picture = Picture.__new__(Picture)
    _, coded = cv2.imencode(".jpg", pictures.drawn(320, 240, seed))
    picture.file = coded.tobytes()
    picture.renew()
    return picture


def whole_process(binary, path):
    """Milliseconds from starting `ridgeline invoke` to its end, for one request on standard input."""
    body = Picture(path).request([[640, 360]])
    times = []
    for _ in range(10):
        start = time.perf_counter()
        subprocess.run([binary, "invoke"], input=body, stdout=subprocess.PIPE, check=True)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)
