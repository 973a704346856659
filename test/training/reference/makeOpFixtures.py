"""Makes test/fixtures/training/ops.{json,safetensors}: outputs, gradients and updated weights of every kind.

Run in an environment with tensorflow-cpu 2.18.1: python makeOpFixtures.py FOLDER
The loss of a case is the sum of its output times fixed random numbers; `after` is each weight after one step of
plain gradient descent with rate 0.1, or for moving statistics what they move to.
"""

import json
import sys
from pathlib import Path

import numpy as np
import tensorflow as tf

from cases import CASES, weight_shapes
from ops import OPS, moved_statistics
from safetensors import write

RATE = 0.1


def random_weight(generator, name, shape):
    values = generator.normal(0, 0.5, shape)
    return np.abs(values) + 0.5 if name in ("moving_variance", "gamma", "alpha") else values


def compute(index, kind, attributes, shapes):
    generator = np.random.default_rng(index)
    inputs = [tf.Variable(generator.normal(0, 1.5, shape), dtype=tf.float64) for shape in shapes]
    weights = {
        name: tf.Variable(random_weight(generator, name, shape), dtype=tf.float64)
        for name, shape in weight_shapes(kind, attributes, shapes).items()
    }
    before = {name: weight.numpy() for name, weight in weights.items()}
    with tf.GradientTape() as tape:
        output = OPS[kind](attributes, inputs, weights, True)
        cotangent = generator.normal(0, 1, output.shape)
        loss = tf.reduce_sum(output * cotangent)
    trained = {name: weight for name, weight in weights.items() if not name.startswith("moving_")}
    gradients = tape.gradient(loss, [*inputs, *trained.values()])
    after = {
        name: weight - RATE * gradient
        for (name, weight), gradient in zip(trained.items(), gradients[len(inputs) :])
    }
    if kind == "norm" and attributes["type"] == "batch":
        after.update(moved_statistics(attributes, inputs[0], weights))
    evaluated = OPS[kind](attributes, inputs, {**weights, **after}, False)
    return {
        **{f"input{k}": value.numpy() for k, value in enumerate(inputs)},
        **{f"before/{name}": value for name, value in before.items()},
        "cotangent": cotangent,
        "output": output.numpy(),
        **{f"gradient{k}": gradients[k].numpy() for k in range(len(inputs))},
        **{f"after/{name}": np.asarray(value) for name, value in after.items()},
        "evaluated": evaluated.numpy(),
    }


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    arrays, described = {}, []
    for index, (name, kind, attributes, shapes) in enumerate(CASES):
        described.append({"name": name, "kind": kind, "attributes": attributes, "inputs": shapes})
        for part, array in compute(index, kind, attributes, shapes).items():
            arrays[f"{name}:{part}"] = array
    write(folder / "ops.safetensors", arrays)
    (folder / "ops.json").write_text(json.dumps({"rate": RATE, "cases": described}, indent=1) + "\n")
    print(len(described), "cases,", sum(np.size(a) for a in arrays.values()), "numbers")


main()
