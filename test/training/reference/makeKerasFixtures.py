"""Trains nets with Keras and writes what came out: `python reference/makeKerasFixtures.py ../fixtures/training`.

First weights, images and labels are made by `madeNumbers.py`, so the fixture holds results alone: the loss of each
step, and of each tensor after the last one its length and its products with vectors of random signs.
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[3] / ".tools" / "keras"))
from madeNumbers import made_bits, made_signs, made_uniform  # noqa: E402
from resnets import MOMENTUM, compiled, residual_net  # noqa: E402

STEPS, BATCH, RATE, DECAY, CLASSES, IMAGE = 20, 64, 0.01, 1e-3, 10, (16, 16, 3)
SIGNS = 4

# name: block, blocks a stage, shortcut.
NETS = {
    "ResNet-20, option A": ("basic", 3, "A"),
    "ResNet-20, option B": ("basic", 3, "B"),
    "bottlenecks": ("bottleneck", 2, "B"),
    "squeeze and excite": ("se_basic", 2, "B"),
    "pre-activation": ("preactivation", 2, "B"),
}


def spec(block, repeat, option):
    start = "conv: {filters: 16, norm: none, activation: none}" if block == "preactivation" else "conv: {filters: 16}"
    more = ", reduction: 4" if block == "se_basic" else ""
    lines = [f"input: [{', '.join(map(str, IMAGE))}]", "defaults:"]
    lines += ["  conv: {bias: false, norm: batch, activation: relu}", "layers:", f"  - {start}"]
    for stage, filters in enumerate([16, 32, 64]):
        first = ", first: 1" if block == "preactivation" and stage == 0 else ""
        stride = 2 if stage > 0 else 1
        lines.append(
            f"  - stage: {{block: {block}, filters: {filters}, repeat: {repeat}, stride: {stride}, "
            f"shortcut: {option}{more}{first}}}"
        )
    lines += ["  - norm", "  - relu"] if block == "preactivation" else []
    return "\n".join([*lines, "  - pool: global_average", f"  - dense: {CLASSES}", ""])


def first_weights(variables):
    """By the tensor's number. Most units are in the straight part of their ReLU: where many are at its corner, the
    rounding of single precision doubles every step, and after twenty of them Keras no more agrees with itself in double
    precision than with anyone else."""
    for number, variable in enumerate(variables):
        shape, count = variable.shape, int(np.prod(variable.shape))
        if variable.name == "kernel":
            values = made_uniform(number, count, np.sqrt((24 if len(shape) == 4 else 1) / np.prod(shape[:-1])))
        elif variable.name in ("gamma", "moving_variance"):
            values = 1 + made_uniform(number, count, 0.2)
        else:
            values = (0.7 if variable.name == "beta" else 0) + made_uniform(number, count, 0.3)
        variable.assign(values.reshape(shape).astype("float32"))


def batch(step):
    """Noise over a pattern for each class, so that there is something to learn."""
    size = int(np.prod(IMAGE))
    labels = made_bits(1000 + step, BATCH) % CLASSES
    patterns = made_uniform(999, CLASSES * size, 1).reshape(CLASSES, size)
    images = made_uniform(2000 + step, BATCH * size, 1).reshape(BATCH, size) + patterns[labels]
    return images.reshape(BATCH, *IMAGE).astype("float32"), labels.astype("int32")


def train(block, repeat, option):
    keras.backend.clear_session()
    net, layers = residual_net(block, repeat, option, IMAGE, CLASSES, DECAY)
    # Without the decay, which Keras counts among the loss.
    metric = keras.metrics.SparseCategoricalCrossentropy(from_logits=True, name="alone")
    compiled(net, RATE, [metric])
    variables = [variable for layer in layers for variable in layer.weights]
    first_weights(variables)
    before = [variable.numpy().astype("float64") for variable in variables]
    losses = []
    for step in range(1, STEPS + 1):
        # Else each figure would be the mean of all steps so far.
        net.reset_metrics()
        losses.append(float(net.train_on_batch(*batch(step), return_dict=True)["alone"]))
    after = [variable.numpy().astype("float64") for variable in variables]
    unbias(layers, before, after)
    tensors = [described(number, values) for number, values in enumerate(after)]
    return {"losses": losses, "tensors": tensors}


def unbias(layers, before, after):
    """Keras' batch norm moves the biased variance; the product and Keras' fused one the unbiased variance."""
    number = 0
    for layer in layers:
        for variable in layer.weights:
            if variable.name == "moving_variance":
                count = BATCH * int(np.prod(layer.input.shape[1:3]))
                kept = MOMENTUM**STEPS * before[number]
                after[number] = kept + (after[number] - kept) * count / (count - 1)
            number += 1


def described(number, after):
    flat = after.ravel()
    products = [float(flat @ made_signs(3000 + SIGNS * number + k, flat.size)) for k in range(SIGNS)]
    rounded = [float(f"{value:.9g}") for value in [np.linalg.norm(flat), *products]]
    return {"length": rounded[0], "products": rounded[1:]}


def main():
    cases = []
    for name, words in NETS.items():
        cases.append({"name": name, "spec": spec(*words), **train(*words)})
        print(name, cases[-1]["losses"][0], cases[-1]["losses"][-1])
    document = {"keras": keras.__version__, "batch": BATCH, "rate": RATE, "decay": DECAY, "classes": CLASSES}
    document = {**document, "image": IMAGE, "cases": cases}
    (Path(sys.argv[1]) / "keras.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")


main()
