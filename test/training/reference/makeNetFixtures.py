"""Makes test/fixtures/training/nets.{json,safetensors}: one training step of a net for each block and shortcut.

Run in an environment with tensorflow-cpu 2.18.1: python makeNetFixtures.py FOLDER
A net that draws at random while it trains is evaluated alone, with `before` for its weights: `steps` is 0.
The step is softmax cross-entropy, mean over the batch, then w ← w − rate·(gradient + decay·w) with the decay on
kernels alone; `after` holds every weight and moving statistic after it, `evaluated` the logits at test after it.
"""

import json
import sys
from pathlib import Path

import numpy as np
import tensorflow as tf

from family import FAMILY
from net import Net
from nets import NETS, spec
from safetensors import write

RATE, DECAY, BATCH = 0.05, 0.01, 4


def compute(index, build, size, steps):
    net = Net(index)
    images = net.generator.normal(0, 1, [BATCH, size, size, 3])
    labels = net.generator.integers(0, 3, BATCH)
    build(net, tf.constant(images))
    before = [weight.numpy() for weight in net.weights]
    losses = step(net, build, images, labels) if steps == 1 else {}
    net.start(training=False)
    return {
        "images": images,
        "labels": labels,
        **losses,
        **{f"before{i}": value for i, value in enumerate(before)},
        **({f"after{i}": weight.numpy() for i, weight in enumerate(net.weights)} if steps == 1 else {}),
        "evaluated": build(net, tf.constant(images)).numpy(),
    }


def step(net, build, images, labels):
    net.start(training=True)
    with tf.GradientTape() as tape:
        logits = build(net, tf.constant(images))
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
        loss = tf.reduce_mean(losses)
    places = [i for i, kind in enumerate(net.kinds) if not kind.startswith("moving_")]
    gradients = tape.gradient(loss, [net.weights[i] for i in places])
    for place, gradient in zip(places, gradients):
        decay = DECAY if net.kinds[place] == "kernel" else 0.0
        net.weights[place].assign_sub(RATE * (gradient + decay * net.weights[place]))
    for place, value in net.moved.items():
        net.weights[place].assign(value)
    return {"loss": loss.numpy()}


def main():
    folder = Path(sys.argv[1])
    arrays, described = {}, []
    for index, (name, (build, size, layers, *steps)) in enumerate({**NETS, **FAMILY}.items()):
        count = steps[0] if steps else 1
        described.append({"name": name, "spec": spec(size, layers), "steps": count})
        for part, array in compute(index, build, size, count).items():
            arrays[f"{name}:{part}"] = array
    write(folder / "nets.safetensors", arrays)
    document = {"rate": RATE, "decay": DECAY, "cases": described}
    (folder / "nets.json").write_text(json.dumps(document, indent=1) + "\n")
    print(len(described), "nets,", sum(np.size(a) for a in arrays.values()), "numbers")


main()
