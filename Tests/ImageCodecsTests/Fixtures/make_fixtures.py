# SPDX-License-Identifier: Apache-2.0
"""Makes the pictures in made/ and what Pillow sees in them and in recorded/.

    python3 -m venv /tmp/pillow && /tmp/pillow/bin/pip install pillow numpy && /tmp/pillow/bin/python make_fixtures.py

expected.json has, for each file, the size of ImageOps.exif_transpose(picture).convert("RGB") and
- of a PNG file the CRC-32 of its pixels (16-bit gray: stretched from its minimum to its maximum, rounding down);
- of a JPEG file the step of a lattice; expected/NAME.png has the pixels (step // 2 + i * step, step // 2 + j * step).
  A step of 3 meets all places of a block and of a subsampled chroma pixel.
"""

import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

HERE = Path(__file__).parent
MADE = HERE / "made"
EXPECTED = HERE / "expected"

GRAY, RGB, PALETTE, GRAY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6
CHANNELS = {GRAY: 1, RGB: 3, PALETTE: 1, GRAY_ALPHA: 2, RGB_ALPHA: 4}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(name, data):
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def packed_rows(samples, depth):
    """Unfiltered rows of an array of height x width x channels."""
    rows = []
    for row in samples.reshape(samples.shape[0], -1):
        if depth == 16:
            data = row.astype(">u2").tobytes()
        elif depth == 8:
            data = row.astype(np.uint8).tobytes()
        else:
            bits = "".join(format(int(value), f"0{depth}b") for value in row)
            bits += "0" * (-len(bits) % 8)
            data = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))
        rows.append(b"\0" + data)
    return b"".join(rows)


def png(samples, depth, color, interlaced=False, before=b"", after=b""):
    height, width = samples.shape[:2]
    samples = samples.reshape(height, width, CHANNELS[color])
    passes = [samples[y::dy, x::dx] for x, y, dx, dy in ADAM7] if interlaced else [samples]
    data = b"".join(packed_rows(part, depth) for part in passes if part.size)
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, int(interlaced))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + chunk(b"IDAT", zlib.compress(data, 9)) + after
        + chunk(b"IEND", b"")
    )


def exif_block(orientation, order="<", kind=3):
    value = struct.pack(order + ("HH" if kind == 3 else "I"), *((orientation, 0) if kind == 3 else (orientation,)))
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(order + "IHHHI", 8, 1, 274, kind, 1) + value + struct.pack(order + "I", 0)


def write(name, data):
    (MADE / name).write_bytes(data)


def make_pngs(photo):
    rng = np.random.default_rng(1)
    rgb16 = photo.astype(np.uint16) * 257 ^ rng.integers(0, 256, photo.shape).astype(np.uint16)
    gray16 = (9000 + photo[..., 1].astype(np.uint16) * 40 + rng.integers(0, 40, photo.shape[:2])).astype(np.uint16)
    gray = photo[..., 1]
    alpha = rng.integers(0, 256, gray.shape).astype(np.uint8)
    palette = rng.integers(0, 256, 768).astype(np.uint8).tobytes()

    for interlaced in (False, True):
        suffix = "-interlaced.png" if interlaced else ".png"
        for depth in (1, 2, 4, 8):
            write(f"gray{depth}{suffix}", png(gray >> (8 - depth), depth, GRAY, interlaced))
            colors = chunk(b"PLTE", palette[: 3 * 2**depth]) + chunk(b"tRNS", bytes([0, 128]))
            write(f"palette{depth}{suffix}", png(gray >> (8 - depth), depth, PALETTE, interlaced, colors))
        write("gray16" + suffix, png(gray16, 16, GRAY, interlaced))
        write("rgb8" + suffix, png(photo, 8, RGB, interlaced))
        write("rgb16" + suffix, png(rgb16, 16, RGB, interlaced))
        write("gray-alpha8" + suffix, png(np.dstack([gray, alpha]), 8, GRAY_ALPHA, interlaced))
        write("rgb-alpha8" + suffix, png(np.dstack([photo, alpha]), 8, RGB_ALPHA, interlaced))
        write("rgb-alpha16" + suffix, png(np.dstack([rgb16, alpha.astype(np.uint16) * 257]), 16, RGB_ALPHA, interlaced))

    write("gray8-transparent.png", png(gray, 8, GRAY, before=chunk(b"tRNS", struct.pack(">H", int(gray[3, 3])))))
    color = struct.pack(">HHH", *(int(value) for value in photo[3, 3]))
    write("rgb8-transparent.png", png(photo, 8, RGB, before=chunk(b"tRNS", color)))
    unused = chunk(b"gAMA", struct.pack(">I", 100000)) + chunk(b"sBIT", bytes([5, 5, 5])) + chunk(
        b"bKGD", bytes(6)) + chunk(b"tEXt", b"Comment\0text")
    write("rgb8-gamma.png", png(photo, 8, RGB, before=unused))
    write("rgb-alpha8-background.png", png(np.dstack([photo, alpha]), 8, RGB_ALPHA, before=unused))
    for height, width in ((1, 1), (1, 9), (9, 1), (3, 2)):
        write(f"rgb8-{width}x{height}-interlaced.png", png(photo[:height, :width], 8, RGB, True))
    for orientation in range(1, 9):
        exif = chunk(b"eXIf", exif_block(orientation, ">" if orientation % 2 else "<"))
        where = {"before": exif} if orientation < 5 else {"after": exif}
        write(f"rgb8-orientation{orientation}.png", png(photo, 8, RGB, **where))


def jpeg(picture, **options):
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", **options)
    return buffer.getvalue()


def make_jpegs(photo):
    picture = Image.fromarray(photo)
    cmyk = picture.convert("CMYK")
    for name, value in (("444", 0), ("422", 1), ("420", 2)):
        write(f"baseline-{name}.jpg", jpeg(picture, quality=85, subsampling=value))
    write("progressive.jpg", jpeg(picture, quality=85, progressive=True))
    write("restarts.jpg", jpeg(picture, quality=85, restart_marker_blocks=2))
    write("gray.jpg", jpeg(picture.convert("L"), quality=85))
    write("gray-progressive.jpg", jpeg(picture.convert("L"), quality=85, progressive=True))
    write("rgb-without-ycc.jpg", jpeg(picture, quality=85, keep_rgb=True))
    write("1x1.jpg", jpeg(picture.crop((5, 5, 6, 6))))
    write("1x23.jpg", jpeg(picture.crop((5, 5, 6, 28))))
    write("29x1.jpg", jpeg(picture.crop((5, 5, 34, 6))))

    stored = jpeg(cmyk, quality=85)
    adobe = stored.index(b"Adobe")
    assert stored[adobe - 4 : adobe - 2] == b"\xff\xee"
    length = struct.unpack(">H", stored[adobe - 2 : adobe])[0]
    write("cmyk.jpg", stored)
    write("ycck.jpg", stored[: adobe + 11] + b"\x02" + stored[adobe + 12 :])
    write("cmyk-without-adobe.jpg", stored[: adobe - 4] + stored[adobe - 2 + length :])
    write("cmyk-progressive.jpg", jpeg(cmyk, quality=85, progressive=True))

    buffer = io.BytesIO()
    picture.save(buffer, "MPO", save_all=True, append_images=[picture.transpose(Image.Transpose.ROTATE_90)])
    write("two-pictures.jpg", buffer.getvalue())
    plain = jpeg(picture, quality=85)
    write("garbage-after-end.jpg", plain + bytes(range(256)))
    for name, block in (
        ("big-endian", exif_block(6, ">")),
        ("long", exif_block(8, kind=4)),
        ("no-such-orientation", exif_block(9)),
        ("zero-orientation", exif_block(0)),
        ("short-directory", exif_block(6)[:14]),
        ("directory-outside", b"II*\0\xff\xff\xff\x7f"),
        ("no-tiff", b"hello"),
        ("empty", b""),
    ):
        data = b"Exif\0\0" + block
        segment = b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data
        write(f"exif-{name}.jpg", plain[:2] + segment + plain[2:])


def upright_rgb(path):
    picture = Image.open(path)
    try:
        turned = ImageOps.exif_transpose(picture)
    except Exception as error:
        print(f"{path.name}: Pillow can't read the EXIF block ({error}); taken as upright")
        turned = picture
    if picture.mode != "I;16":
        return np.array(turned.convert("RGB"))
    values = np.array(turned).astype(np.int64)
    levels = (values - values.min()) * 255 // max(values.max() - values.min(), 1)
    return np.dstack([levels.astype(np.uint8)] * 3)


def expectation(path):
    pixels = upright_rgb(path)
    height, width = pixels.shape[:2]
    if path.suffix == ".png":
        return {"width": width, "height": height, "crc32": zlib.crc32(pixels.tobytes())}
    step = 3 if width * height > 10000 else 1
    name = f"{path.parent.name}-{path.stem}.png"
    Image.fromarray(pixels[step // 2 :: step, step // 2 :: step]).save(EXPECTED / name, optimize=True)
    return {"width": width, "height": height, "step": step, "lattice": name}


def main():
    for folder in (MADE, EXPECTED):
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
    photo = np.array(Image.open(HERE / "recorded" / "photo.jpg").convert("RGB"))[100:129, 120:157]
    make_pngs(photo)
    make_jpegs(photo)
    paths = sorted((HERE / "recorded").iterdir()) + sorted(MADE.iterdir())
    expected = {f"{path.parent.name}/{path.name}": expectation(path) for path in paths}
    lines = [f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in expected.items()]
    (HERE / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()
