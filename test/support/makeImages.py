"""Makes test/fixtures/data/images: small images of every kind, and expected.json with what Pillow reads from them.

Usage: makeImages.py FOLDER. It needs NumPy and Pillow (2.4.6 and 13.0.0 made those that are committed). `colour` is
height × width × RGB, `grey` Pillow's "L" of it; alpha is left out, 16-bit numbers lose their lower byte.
"""

import json
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

HEIGHT, WIDTH = 16, 24


def gradient():
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH]
    return np.stack([rows * 15, columns * 10, 255 - rows * 5 - columns * 4], axis=-1).astype("uint8")


def png16(path, numbers):
    """16 bits a channel, which Pillow writes for grey only: PNG written here by its description."""
    channels = numbers.shape[2] if numbers.ndim == 3 else 1
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in numbers)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 16, {1: 0, 3: 2, 4: 6}[channels], 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def grey_of(colour):
    return np.asarray(Image.fromarray(colour).convert("L"))


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    colour = gradient()
    image = Image.fromarray(colour)
    grey = image.convert("L")
    alpha = Image.fromarray(np.dstack([colour, (np.indices((HEIGHT, WIDTH)).sum(0) * 6).astype("uint8")]))
    grey_alpha = Image.merge("LA", [grey, alpha.getchannel("A")])
    palette = image.quantize(16)
    expected = {}

    def keep(name, array=None, tolerance=0):
        with Image.open(folder / name) as opened:
            seen = ImageOps.exif_transpose(opened).convert("RGB") if array is None else Image.fromarray(array)
        expected[name] = {"colour": np.asarray(seen).tolist(), "grey": np.asarray(seen.convert("L")).tolist(),
                          "tolerance": tolerance}

    def save(name, picture, tolerance=0, array=None, **options):
        picture.save(folder / name, **options)
        keep(name, array, tolerance)

    save("rgb.png", image)
    save("grey.png", grey)
    save("bits.png", grey.convert("1"))
    save("palette.png", palette)
    save("alpha.png", alpha, array=colour)
    save("grey-alpha.png", grey_alpha, array=np.dstack([np.asarray(grey)] * 3))
    deep = colour.astype("uint16") * 256 + 77
    png16(folder / "deep.png", deep)
    keep("deep.png", colour)
    png16(folder / "deep-grey.png", deep[..., 0])
    keep("deep-grey.png", np.dstack([colour[..., 0]] * 3))
    png16(folder / "deep-alpha.png", np.dstack([deep, deep[..., 0]]))
    keep("deep-alpha.png", colour)
    save("lossless.webp", image, lossless=True)
    save("lossy.webp", image, tolerance=2, quality=95)
    save("alpha.webp", alpha, array=colour, lossless=True, exact=True)
    frames = [palette, ImageOps.invert(image).quantize(16)]
    frames[0].save(folder / "frames.gif", save_all=True, append_images=frames[1:], duration=100)
    keep("frames.gif")
    save("still.GIF", palette, format="GIF")
    save("rgb.jpg", image, tolerance=2, quality=95, subsampling=0)
    save("progressive.jpeg", image, tolerance=2, quality=95, subsampling=0, progressive=True)
    save("grey.JPG", grey, tolerance=2, quality=95)
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        save(f"orientation-{orientation}.jpg", image, tolerance=2, quality=95, subsampling=0, exif=exif)
    (folder / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")

    # Inks have no colours of their own; what is expected of these is in the test.
    inks = np.zeros((HEIGHT, WIDTH, 4), "uint8")
    inks[:, 12:18, 3] = 255
    inks[:, 18:, :3] = [0, 255, 255]
    Image.fromarray(inks, mode="CMYK").save(folder / "inks.jpg", quality=95)


main()
