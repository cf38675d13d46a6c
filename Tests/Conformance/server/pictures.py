# SPDX-License-Identifier: Apache-2.0
"""The recorded requests, and the little of PNG that is needed to cut a region out of a picture."""

import base64
import json
import pathlib
import struct
import zlib

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "Fixtures" / "recordings"


class Recording:
    """One request that a CVAT 2.42 server sent."""

    def __init__(self, name, picture):
        self.name = name
        self.format = picture["format"]
        self.width = picture["width"]
        self.height = picture["height"]
        self.body = (FIXTURES / name / "body.json").read_bytes()
        self.headers = json.loads((FIXTURES / name / "headers.json").read_text())
        self.call = json.loads(self.body)
        self.image = base64.b64decode(self.call.pop("image"))

    @property
    def method(self):
        return self.name.split("__")[0]

    @property
    def is_readable(self):
        return self.format in ("PNG", "JPEG")

    @property
    def is_malformed(self):
        """Whether the points are none; CVAT passes on what its REST API was given."""
        return self.name.split("__prompt_")[-1] in ("strings_in_points", "nan_null", "points_not_list")

    @staticmethod
    def all():
        pictures = json.loads((FIXTURES / "pictures.json").read_text())
        return [Recording(name, picture) for name, picture in sorted(pictures.items())]


def crop_png(data, left, top, right, bottom):
    """A region of an 8-bit RGB PNG that is not interlaced, as a PNG."""
    position, parts = 8, {}
    while position < len(data):
        (length,) = struct.unpack(">I", data[position:position + 4])
        kind = data[position + 4:position + 8]
        parts[kind] = parts.get(kind, b"") + data[position + 8:position + 8 + length]
        position += 12 + length
    width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    assert (depth, colour, interlace) == (8, 2, 0), "8-bit RGB only"
    rows = unfiltered(zlib.decompress(parts[b"IDAT"]), width * 3, height)
    cut = b"".join(b"\0" + bytes(row[left * 3:right * 3]) for row in rows[top:bottom])
    header = struct.pack(">IIBBBBB", right - left, bottom - top, 8, 2, 0, 0, 0)
    return data[:8] + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(cut)) + chunk(b"IEND", b"")


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def unfiltered(data, stride, height):
    rows, above = [], bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        kind, row = data[start], bytearray(data[start + 1:start + 1 + stride])
        for x in range(stride):
            left = row[x - 3] if x >= 3 else 0
            corner = above[x - 3] if x >= 3 else 0
            row[x] = (row[x] + (0, left, above[x], (left + above[x]) // 2, paeth(left, above[x], corner))[kind]) & 255
        rows.append(row)
        above = row
    return rows


def paeth(left, up, corner):
    estimate = left + up - corner
    distances = (abs(estimate - left), abs(estimate - up), abs(estimate - corner))
    return (left, up, corner)[distances.index(min(distances))]
