# SPDX-License-Identifier: Apache-2.0
"""JPEG files to measure on: drawn, or made of given pictures."""
import glob
import os

import cv2
import numpy as np

SIZES = {"1280x720": (1280, 720), "1920x1080": (1920, 1080), "4000x3000": (4000, 3000)}


def drawn(width, height, seed):
    """A scene of blurred ellipses and polygons with textures of their own, under noise."""
    random = np.random.default_rng(seed)
    octaves = [cv2.resize(random.normal(0, 14, (max(2, height >> k), max(2, width >> k), 3)), (width, height),
                          interpolation=cv2.INTER_CUBIC) for k in (4, 7)]
    scene = 120 + sum(octaves)
    for index in range(60):
        size = 0.3 * width / (1 + 0.12 * index) * random.uniform(0.5, 1.3)
        centre = (random.uniform(0, width), random.uniform(0, height))
        shape = np.zeros((height, width), np.uint8)
        if random.random() < 0.6:
            axes = (int(size / 2) + 1, int(size / 2 * random.uniform(0.4, 1)) + 1)
            cv2.ellipse(shape, tuple(map(int, centre)), axes, random.uniform(0, 180), 0, 360, 255, -1, cv2.LINE_AA)
        else:
            angles = np.sort(random.uniform(0, 2 * np.pi, 6))
            corners = np.stack([centre[0] + size / 2 * np.cos(angles), centre[1] + size / 2 * np.sin(angles)], 1)
            cv2.fillPoly(shape, [corners.astype(np.int32)], 255, cv2.LINE_AA)
        x, y, w, h = cv2.boundingRect(shape)
        if not w or not h:
            continue
        part = np.s_[y:y + h, x:x + w]
        texture = random.normal(0, random.choice([2, 12]), (max(1, h // 3), max(1, w // 3), 1))
        texture = cv2.resize(texture, (w, h)).reshape(h, w, 1)
        share = shape[part][..., None] / 255.0
        scene[part] = (1 - share) * scene[part] + share * (random.uniform(20, 235, 3) + texture)
    scene += random.normal(0, 6, scene.shape)
    return np.clip(scene, 0, 255).astype(np.uint8)


def tiled(path, width, height):
    """The picture in a file, not enlarged more than twice, side by side with its mirror images as often as it takes."""
    picture = cv2.imread(path, cv2.IMREAD_COLOR)
    if picture is None:
        raise SystemExit(f"bench-peers: {path} is not a picture")
    scale = min(2.0, max(width / picture.shape[1], height / picture.shape[0]))
    picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    below, right = max(0, height - picture.shape[0]), max(0, width - picture.shape[1])
    return cv2.copyMakeBorder(picture, 0, below, 0, right, cv2.BORDER_REFLECT)[:height, :width]


def write(folder, size, count, source=None):
    """Paths of `count` JPEG files of a size, made of the files in the folder `source` if one is given."""
    width, height = SIZES[size]
    given = sorted(glob.glob(os.path.join(source, "*.[jp][pn]g"))) if source else []
    if source and not given:
        raise SystemExit(f"bench-peers: there is no *.jpg or *.png in {source}")
    paths = []
    for index in range(count):
        picture = tiled(given[index % len(given)], width, height) if given else drawn(width, height, index)
        paths.append(os.path.join(folder, f"{size}-{index}.jpg"))
        cv2.imwrite(paths[-1], picture, [cv2.IMWRITE_JPEG_QUALITY, 90])
    return paths
