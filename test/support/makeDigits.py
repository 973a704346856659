"""Makes examples/data/digits: the 1,797 digits of scikit-learn's wheel as four IDX files.

Usage: makeDigits.py DIGITS_CSV_GZ FOLDER, where the first lies in scikit-learn's wheel as
sklearn/datasets/data/digits.csv.gz. It needs nothing but Python. Of each class a fifth is held back (rounded,
and 360 in all), after a shuffle within the class by Python's random.Random(0).
"""

import gzip
import random
import struct
import sys
from pathlib import Path

TEST_COUNT = 360


def read_rows(path):
    with gzip.open(path, "rt") as lines:
        return [[int(float(word)) for word in line.split(",")] for line in lines]


def shares(sizes):
    """How many of each class are held back: proportional, the largest remainders rounded up."""
    total = sum(sizes.values())
    exact = {label: TEST_COUNT * size / total for label, size in sizes.items()}
    held = {label: int(share) for label, share in exact.items()}
    by_remainder = sorted(exact, key=lambda label: (held[label] - exact[label], label))
    for label in by_remainder[: TEST_COUNT - sum(held.values())]:
        held[label] += 1
    return held


def split(rows):
    by_class = {label: [row for row in rows if row[-1] == label] for label in range(10)}
    held = shares({label: len(group) for label, group in by_class.items()})
    shuffler = random.Random(0)
    train, test = [], []
    for label, group in by_class.items():
        shuffler.shuffle(group)
        test += group[: held[label]]
        train += group[held[label] :]
    shuffler.shuffle(train)
    shuffler.shuffle(test)
    return train, test


def write(folder, prefix, rows):
    images = struct.pack(">IIII", 0x803, len(rows), 8, 8) + bytes(v for row in rows for v in row[:-1])
    labels = struct.pack(">II", 0x801, len(rows)) + bytes(row[-1] for row in rows)
    (folder / f"{prefix}-images-idx3-ubyte").write_bytes(images)
    (folder / f"{prefix}-labels-idx1-ubyte").write_bytes(labels)


def main():
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    train, test = split(read_rows(source))
    write(folder, "train", train)
    write(folder, "t10k", test)
    print(len(train), len(test))


main()
