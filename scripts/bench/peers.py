# SPDX-License-Identifier: Apache-2.0
"""What others need for the same: one click by classic means of OpenCV."""
import statistics
import time

import cv2
import numpy as np


def watershed(path, place):
    """Reads the file and floods it once from a click and from the border, at its own size."""
    picture = cv2.imread(path, cv2.IMREAD_COLOR)
    height, width = picture.shape[:2]
    markers = np.zeros((height, width), np.int32)
    markers[[0, -1], :] = 1
    markers[:, [0, -1]] = 1
    cv2.circle(markers, (int(place[0] * width), int(place[1] * height)), 3, 2, -1)
    cv2.watershed(picture, markers)


def grabcut(small, place):
    """Five rounds of GrabCut for one click on a picture of 512 pixels.

    All that is known is the click: a disc around it may be object, the border is not, and the rest may be background.
    """
    height, width = small.shape[:2]
    centre = (int(place[0] * width), int(place[1] * height))
    mask = np.full((height, width), cv2.GC_PR_BGD, np.uint8)
    cv2.circle(mask, centre, max(8, int(0.08 * max(height, width))), cv2.GC_PR_FGD, -1)
    mask[[0, -1], :] = cv2.GC_BGD
    mask[:, [0, -1]] = cv2.GC_BGD
    cv2.circle(mask, centre, 4, cv2.GC_FGD, -1)
    cv2.grabCut(small, mask, None, np.zeros((1, 65)), np.zeros((1, 65)), 5, cv2.GC_INIT_WITH_MASK)


def measure(paths, places, runs):
    """Medians in milliseconds."""
    times = {"watershed": [], "grabcut": []}

    def clock(name, work, *arguments):
        start = time.perf_counter()
        work(*arguments)
        times[name].append((time.perf_counter() - start) * 1000)

    for path in paths:
        picture = cv2.imread(path, cv2.IMREAD_COLOR)
        scale = 512 / max(picture.shape[:2])
        small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        for place in places:
            for _ in range(runs):
                clock("watershed", watershed, path, place)
            clock("grabcut", grabcut, small, place)
    return {name: statistics.median(values) for name, values in times.items()}
