"""The kinds of the language, written for TensorFlow's Python by their definitions, window element by element.

Nothing here is taken from the product: a convolution is a sum over the elements of its window of shifted maps
times weights, a norm is its formula, and the gradients are TensorFlow's.
"""

import math

import numpy as np
import tensorflow as tf


def pads_on_axis(padding, axis, size, kernel, stride, dilation):
    reach = dilation * (kernel - 1)
    if padding == "valid":
        return 0, 0
    if padding == "half":
        return reach // 2, reach // 2
    if padding == "same":
        total = max(0, (math.ceil(size / stride) - 1) * stride + reach + 1 - size)
        return total // 2, total - total // 2
    return (padding[0], padding[1]) if axis == 0 else (padding[2], padding[3])


def pad_map(x, attributes, kernel, value=0.0, more=((0, 0), (0, 0))):
    stride, dilation = attributes["stride"], attributes.get("dilation", [1, 1])
    pads = [
        pads_on_axis(attributes["padding"], axis, x.shape[1 + axis], kernel[axis], stride[axis], dilation[axis])
        for axis in (0, 1)
    ]
    pads = [(before + extra[0], after + extra[1]) for (before, after), extra in zip(pads, more)]
    return tf.pad(x, [(0, 0), pads[0], pads[1], (0, 0)], constant_values=value)


def windows(x, kernel, stride, dilation):
    """For each element of the window, the map of what lies under it."""
    sizes = [
        (x.shape[1 + axis] - dilation[axis] * (kernel[axis] - 1) - 1) // stride[axis] + 1 for axis in (0, 1)
    ]
    for row in range(kernel[0]):
        for column in range(kernel[1]):
            top, left = row * dilation[0], column * dilation[1]
            rows = slice(top, top + (sizes[0] - 1) * stride[0] + 1, stride[0])
            columns = slice(left, left + (sizes[1] - 1) * stride[1] + 1, stride[1])
            yield row, column, x[:, rows, columns, :]


def parametrized_kernel(attributes, weights):
    """1706.00388: alpha times the identity plus beta times the normalised filter; 1903.10520: standardised."""
    kernel = weights["kernel"]
    if attributes["parametrization"] == "none":
        return kernel
    if attributes["parametrization"] == "standardized":
        mean = tf.reduce_mean(kernel, [0, 1, 2], keepdims=True)
        variance = tf.reduce_mean((kernel - mean) ** 2, [0, 1, 2], keepdims=True)
        return (kernel - mean) / tf.sqrt(variance + 1e-10)
    height, width, channels, filters = kernel.shape
    delta = np.zeros(kernel.shape)
    for filter in range(filters):
        channel = filter % (filters // attributes["groups"])
        if channel < channels:
            delta[(height - 1) // 2, (width - 1) // 2, channel, filter] = 1
    length = tf.sqrt(tf.reduce_sum(kernel**2, [0, 1, 2], keepdims=True))
    return weights["alpha"] * delta + weights["beta"] * kernel / length


def conv(attributes, inputs, weights, training):
    kernel, groups = attributes["kernel"], attributes["groups"]
    x = pad_map(inputs[0], attributes, kernel)
    parts = []
    for part, filters in zip(
        tf.split(x, groups, 3), tf.split(parametrized_kernel(attributes, weights), groups, 3)
    ):
        parts.append(
            sum(
                tf.einsum("bhwi,io->bhwo", under, filters[row, column])
                for row, column, under in windows(part, kernel, attributes["stride"], attributes["dilation"])
            )
        )
    y = tf.concat(parts, 3)
    return y + weights["bias"] if attributes["bias"] else y


def conv_transpose(attributes, inputs, weights, training):
    """Each input pixel adds its kernel to the output, which is then cut; kernels are height, width, out, in."""
    x, (height, width), stride = inputs[0], attributes["kernel"], attributes["stride"]
    output = [
        transposed_size(attributes, axis, x.shape[1 + axis], attributes["kernel"][axis]) for axis in (0, 1)
    ]
    pads = [
        pads_on_axis(attributes["padding"], axis, output[axis], attributes["kernel"][axis], stride[axis], 1)
        for axis in (0, 1)
    ]
    total = 0
    for row in range(height):
        for column in range(width):
            values = tf.einsum("bhwi,oi->bhwo", x, weights["kernel"][row, column])
            spread = spread_map(values, stride, row, column, pads, output)
            total = total + spread
    return total + weights["bias"] if attributes["bias"] else total


def transposed_size(attributes, axis, size, kernel):
    stride = attributes["stride"][axis]
    if attributes["padding"] == "same":
        return size * stride
    before, after = pads_on_axis(attributes["padding"], axis, size, kernel, stride, 1)
    return (size - 1) * stride + kernel - before - after + attributes["outputPadding"][axis]


def spread_map(values, stride, row, column, pads, output):
    """Input pixel (i, j) lands on output pixel (i·stride + row − pad, …), as far as that exists."""
    places = [
        np.zeros((values.shape[1 + axis], output[axis])) for axis in (0, 1)
    ]
    for axis, offset in ((0, row), (1, column)):
        for i in range(values.shape[1 + axis]):
            target = i * stride[axis] + offset - pads[axis][0]
            if 0 <= target < output[axis]:
                places[axis][i, target] = 1
    return tf.einsum("bijc,ip,jq->bpqc", values, places[0], places[1])


def depthwise_conv(attributes, inputs, weights, training):
    kernel = attributes["kernel"]
    x = pad_map(inputs[0], attributes, kernel)
    y = sum(
        tf.einsum("bhwi,im->bhwim", under, weights["kernel"][row, column])
        for row, column, under in windows(x, kernel, attributes["stride"], attributes["dilation"])
    )
    y = tf.reshape(y, [*y.shape[:3], y.shape[3] * y.shape[4]])
    return y + weights["bias"] if attributes["bias"] else y


def dense(attributes, inputs, weights, training):
    y = tf.einsum("bi,io->bo", inputs[0], weights["kernel"])
    return y + weights["bias"] if attributes["bias"] else y


def norm(attributes, inputs, weights, training):
    x = inputs[0]
    channels = x.shape[-1]
    kind = attributes["type"]
    if kind == "batch":
        axes = list(range(x.shape.rank - 1))
        mean = tf.reduce_mean(x, axes)
        variance = tf.reduce_mean(tf.square(x - mean), axes)
        if not training:
            mean, variance = weights["moving_mean"], weights["moving_variance"]
        y = (x - mean) / tf.sqrt(variance + attributes["epsilon"])
    elif kind == "layer":
        mean = tf.reduce_mean(x, -1, keepdims=True)
        variance = tf.reduce_mean(tf.square(x - mean), -1, keepdims=True)
        y = (x - mean) / tf.sqrt(variance + attributes["epsilon"])
    else:
        groups = attributes["groups"]
        parts = []
        for part in tf.split(x, groups, -1):
            axes = list(range(1, x.shape.rank))
            mean = tf.reduce_mean(part, axes, keepdims=True)
            variance = tf.reduce_mean(tf.square(part - mean), axes, keepdims=True)
            parts.append((part - mean) / tf.sqrt(variance + attributes["epsilon"]))
        y = tf.concat(parts, -1)
    if attributes["scale"]:
        y = y * weights["gamma"]
    return y + weights["beta"] if attributes["center"] else y


def moved_statistics(attributes, x, weights):
    """What the moving statistics of a batch norm are after this batch: the variance is the unbiased one."""
    axes = list(range(x.shape.rank - 1))
    count = math.prod(x.shape[axis] for axis in axes)
    mean = tf.reduce_mean(x, axes)
    variance = tf.reduce_sum(tf.square(x - mean), axes) / (count - 1)
    keep = attributes["momentum"]
    return {
        "moving_mean": keep * weights["moving_mean"] + (1 - keep) * mean,
        "moving_variance": keep * weights["moving_variance"] + (1 - keep) * variance,
    }


def activate(kind, x, slope=0.01):
    return {
        "relu": lambda: tf.maximum(x, 0.0),
        "relu6": lambda: tf.minimum(tf.maximum(x, 0.0), 6.0),
        "leaky_relu": lambda: tf.where(x > 0, x, slope * x),
        "elu": lambda: tf.where(x > 0, x, tf.exp(tf.minimum(x, 0.0)) - 1),
        "sigmoid": lambda: 1 / (1 + tf.exp(-x)),
        "hard_sigmoid": lambda: tf.clip_by_value(x / 6 + 0.5, 0.0, 1.0),
        "tanh": lambda: tf.tanh(x),
        "silu": lambda: x / (1 + tf.exp(-x)),
        "hard_swish": lambda: x * tf.clip_by_value(x / 6 + 0.5, 0.0, 1.0),
        "mish": lambda: x * tf.tanh(tf.math.log1p(tf.exp(x))),
        "gelu": lambda: tf.keras.activations.gelu(x, approximate=False),
        "softmax": lambda: tf.exp(x) / tf.reduce_sum(tf.exp(x), -1, keepdims=True),
    }[kind]()


def activation(attributes, inputs, weights, training):
    x = inputs[0]
    if attributes["type"] == "prelu":
        return tf.where(x > 0, x, weights["alpha"] * x)
    return activate(attributes["type"], x, attributes["slope"])


def pool(attributes, inputs, weights, training):
    x = inputs[0]
    kind = attributes["type"]
    if kind == "global_average":
        return tf.reduce_mean(x, [1, 2])
    if kind == "global_max":
        return tf.reduce_max(x, [1, 2])
    size, stride = attributes["size"], attributes["stride"]
    more = [ceil_padding(attributes, axis, x.shape[1 + axis]) for axis in (0, 1)]
    lowest = -1e30 if kind == "max" else 0.0
    stacked = [under for _, _, under in windows(pad_map(x, attributes, size, lowest, more), size, stride, [1, 1])]
    if kind == "max":
        return tf.reduce_max(tf.stack(stacked), 0)
    real = pad_map(tf.ones_like(x), attributes, size, 0.0, more)
    return sum(stacked) / sum(under for _, _, under in windows(real, size, stride, [1, 1]))


def ceil_padding(attributes, axis, size):
    kernel, stride = attributes["size"][axis], attributes["stride"][axis]
    before, after = pads_on_axis(attributes["padding"], axis, size, kernel, stride, 1)
    if attributes["rounding"] == "floor":
        return 0, 0
    outputs = math.ceil((size + before + after - kernel) / stride) + 1
    if (outputs - 1) * stride >= size + before:
        outputs -= 1
    return 0, max(0, (outputs - 1) * stride + kernel - size - before - after)


def squeeze_excite(attributes, inputs, weights, training):
    x = inputs[0]
    squeezed = tf.reduce_mean(x, [1, 2])
    inner = activate(
        attributes["activation"],
        tf.einsum("bi,io->bo", squeezed, weights["reduce_kernel"]) + weights["reduce_bias"],
    )
    factors = activate(
        attributes["gate"], tf.einsum("bi,io->bo", inner, weights["expand_kernel"]) + weights["expand_bias"]
    )
    return x * factors[:, None, None, :]


def upsample(attributes, inputs, weights, training):
    height, width = (x * s for x, s in zip(inputs[0].shape[1:3], attributes["size"]))
    return tf.image.resize(inputs[0], [height, width], method=attributes["method"])


def shortcut_a(attributes, inputs, weights, training):
    x = inputs[0][:, :: attributes["stride"][0], :: attributes["stride"][1], :]
    return tf.pad(x, [(0, 0), (0, 0), (0, 0), (0, attributes["channels"] - x.shape[3])])


def pad(attributes, inputs, weights, training):
    top, bottom, left, right = attributes["size"]
    return tf.pad(inputs[0], [(0, 0), (top, bottom), (left, right), attributes["channels"]])


def add(attributes, inputs, weights, training):
    share = 1.0 if training else attributes["survival"]
    return inputs[0] * attributes["scale"] * share + sum(inputs[1:])


def gate(attributes, inputs, weights, training):
    factors = inputs[1]
    return inputs[0] * (factors if factors.shape.rank == 4 else factors[:, None, None, :])


def slice_channels(attributes, inputs, weights, training):
    first, last = attributes["channels"]
    return inputs[0][..., first - 1 : last]


OPS = {
    "conv": conv,
    "conv_transpose": conv_transpose,
    "depthwise_conv": depthwise_conv,
    "dense": dense,
    "norm": norm,
    "activation": activation,
    "pool": pool,
    "flatten": lambda a, inputs, w, t: tf.reshape(inputs[0], [inputs[0].shape[0], -1]),
    "dropout": lambda a, inputs, w, t: inputs[0],
    "pad": pad,
    "add": add,
    "multiply": lambda a, inputs, w, t: math.prod(inputs[1:], start=inputs[0]),
    "mean": lambda a, inputs, w, t: sum(inputs) / len(inputs),
    "gate": gate,
    "slice": slice_channels,
    "concat": lambda a, inputs, w, t: tf.concat(inputs, -1),
    "scale": lambda a, inputs, w, t: inputs[0] * w["scale"],
    "bias": lambda a, inputs, w, t: inputs[0] + w["bias"],
    "squeeze_excite": squeeze_excite,
    "upsample": upsample,
    "shortcut_a": shortcut_a,
}
