"""Trains nets step by step as it is told, a line at a time, and says how long each step took.

Takes `net BLOCK REPEAT OPTION BATCH` and answers `parameters COUNT`; takes `step` and answers `ms MILLISECONDS`;
ends with its input. The first line it writes is `Keras VERSION`.
"""

import sys
import time

import keras
import numpy as np

from resnets import compiled, residual_net

CLASSES, IMAGE, DECAY = 10, (32, 32, 3), 1e-4


def answer(*words):
    print(*words, flush=True)


def main():
    answer("Keras", keras.__version__)
    generator = np.random.default_rng(1)
    for line in sys.stdin:
        command, *words = line.split()
        if command == "net":
            block, repeat, option, batch = words
            net, _ = residual_net(block, int(repeat), option, IMAGE, CLASSES, DECAY)
            compiled(net, 0.1, ["accuracy"])
            images = generator.normal(size=(int(batch), *IMAGE)).astype("float32")
            labels = generator.integers(0, CLASSES, int(batch)).astype("int32")
            answer("parameters", sum(int(np.prod(w.shape)) for w in net.trainable_weights))
        elif command == "step":
            began = time.perf_counter()
            net.train_on_batch(images, labels)
            answer("ms", 1000 * (time.perf_counter() - began))


main()
