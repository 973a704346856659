"""Makes test/fixtures/data/npz: small NumPy archives, and expected.json with what NumPy itself reads from them.

Usage: makeNpz.py FOLDER. It needs NumPy (2.4.6 made those that are committed).
"""

import json
import sys
from pathlib import Path

import numpy as np

TRAIN, TEST, HEIGHT, WIDTH, CHANNELS = 5, 2, 2, 3, 2


def pictures(count, dtype, channels=CHANNELS):
    """Different numbers everywhere, negative and fractional ones where the type has them."""
    shape = (count, HEIGHT, WIDTH, channels) if channels else (count, HEIGHT, WIDTH)
    numbers = np.arange(np.prod(shape)).reshape(shape) * 3
    kind = np.dtype(dtype).kind
    if kind == "b":
        return numbers % 2 == 0
    if kind == "i":
        return (numbers - 60).clip(-128, 127).astype(dtype)
    if kind == "f":
        return (numbers / 8 - 5).astype(dtype)
    return (numbers % 251).astype(dtype)


def keras(dtype, channels=CHANNELS, order="C"):
    return {
        "x_train": np.asarray(pictures(TRAIN, dtype, channels), order=order),
        "y_train": np.array([0, 2, 1, 0, 2], dtype="int64"),
        "x_test": np.asarray(pictures(TEST, dtype, channels), order=order),
        "y_test": np.array([1, 0], dtype="int64"),
    }


def medmnist():
    names = {"x_train": "train_images", "y_train": "train_labels", "x_test": "test_images", "y_test": "test_labels"}
    arrays = {names[name]: array for name, array in keras("uint8").items()}
    for name in ("train_labels", "test_labels"):
        arrays[name] = arrays[name].reshape(-1, 1).astype("uint8")
    arrays["val_images"] = pictures(1, "uint8")
    return arrays


def one_hot(order):
    arrays = keras("float32")
    for name in ("y_train", "y_test"):
        arrays[name] = np.asarray(np.eye(4, dtype="float32")[arrays[name]], order=order)
    return arrays


def cases():
    for dtype in ("bool", "int8", "uint8", "<u2", ">u2", "<i2", "<i4", ">i4", "<u4", "<i8", ">i8", "<u8",
                  "<f2", ">f2", "<f4", ">f4", "<f8", ">f8"):
        name = dtype.replace("<", "little-").replace(">", "big-")
        yield name, keras(dtype), np.savez
    yield "grey", keras("uint8", channels=None), np.savez
    yield "deflated", keras("uint8"), np.savez_compressed
    yield "deflated-floats", keras(">f8"), np.savez_compressed
    yield "fortran", keras("<f4", order="F"), np.savez
    yield "fortran-deflated", keras("uint8", order="F"), np.savez_compressed
    yield "medmnist", medmnist(), np.savez_compressed
    yield "one-hot", one_hot("C"), np.savez
    yield "one-hot-fortran", one_hot("F"), np.savez


def as_read(path):
    with np.load(path) as archive:
        names = [("x_train", "y_train", "x_test", "y_test"),
                 ("train_images", "train_labels", "test_images", "test_labels")]
        found = next(group for group in names if group[0] in archive)
        images, labels, test_images, test_labels = (archive[name] for name in found)
    classes = [y.argmax(1) if y.ndim == 2 and y.shape[1] > 1 else y.reshape(-1) for y in (labels, test_labels)]
    flat = [x.reshape(len(x), -1).astype("float32").astype("float64").tolist() for x in (images, test_images)]
    shape = list(images.shape[1:]) if images.ndim == 4 else [*images.shape[1:], 1]
    return {"shape": shape, "train": flat[0], "test": flat[1],
            "trainLabels": classes[0].tolist(), "testLabels": classes[1].tolist()}


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    expected = {}
    for name, arrays, save in cases():
        path = folder / f"{name}.npz"
        save(path, **arrays)
        expected[name] = as_read(path)
    (folder / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")


main()
