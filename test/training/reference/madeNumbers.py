"""Numbers that are made anew instead of stored; `test/training/support/madeNumbers.ts` makes the very same."""

import numpy as np


def made_bits(seed, count):
    """32 bits each, by the seed and the place alone: a hash of Chris Wellons' family."""
    with np.errstate(over="ignore"):
        x = np.arange(count, dtype=np.uint32) + np.uint32(seed) * np.uint32(0x9E3779B1)
        x = (x ^ (x >> np.uint32(16))) * np.uint32(0x21F0AAAD)
        x = (x ^ (x >> np.uint32(15))) * np.uint32(0x735A2D97)
        return x ^ (x >> np.uint32(15))


def made_uniform(seed, count, limit):
    """Between -limit and limit, as double precision numbers that are exact in both languages."""
    return (made_bits(seed, count) / 2**31 - 1) * limit


def made_signs(seed, count):
    """1 and -1."""
    return np.where(made_bits(seed, count) >> np.uint32(31), -1.0, 1.0)
