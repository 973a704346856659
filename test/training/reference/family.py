"""Small nets for the later blocks, for transposed convolutions and for shared weights: see nets.py."""

import numpy as np
import tensorflow as tf

from nets import STEM, basic, preactivation_net, shortcut, squeeze


def resnext(net, x, planes, stride=1, cardinality=2, width=64):
    """1611.05431, Figure 3c: the inner width is planes·width/64 in each of the groups."""
    inner = planes * width // 64 * cardinality
    y = net.cnr(net.cnr(x, inner, 1), inner, 3, stride, groups=cardinality)
    y = net.norm(net.conv(y, 4 * planes, 1))
    return tf.nn.relu(y + shortcut(net, x, y, stride, "B"))


def se_basic(net, x, filters, stride=1):
    """1709.01507, Figure 3: the branch is squeezed before it is added."""
    y = net.norm(net.conv(net.cnr(x, filters, 3, stride), filters, 3))
    y = squeeze(net, y, filters // 2)
    return tf.nn.relu(y + shortcut(net, x, y, stride, "B"))


def se_bottleneck(net, x, filters, stride=1, middle=False):
    y = net.cnr(x, filters, 1, 1 if middle else stride)
    y = net.cnr(y, filters, 3, stride if middle else 1)
    y = squeeze(net, net.norm(net.conv(y, 4 * filters, 1)), 4 * filters // 4)
    return tf.nn.relu(y + shortcut(net, x, y, stride, "B"))


def bottleneck_d(net, x, filters, stride=1):
    """1812.01187, Figure 2c. At a border that the stride does not meet, the mean is of the pixels that exist."""
    y = net.cnr(net.cnr(x, filters, 1), filters, 3, stride)
    y = net.norm(net.conv(y, 4 * filters, 1))
    if x.shape != y.shape:
        x = x if stride == 1 else tf.nn.avg_pool2d(x, stride, stride, "SAME")
        x = net.norm(net.conv(x, 4 * filters, 1))
    return tf.nn.relu(y + x)


def stochastic(net, x, filters, stride, survival):
    """1603.09382, equation 5: at test the branch counts with the probability that it survived with."""
    y = net.norm(net.conv(net.cnr(x, filters, 3, stride), filters, 3))
    return tf.nn.relu(survival * y + shortcut(net, x, y, stride, "B"))


def fixup(net, x, filters, stride=1):
    """1901.09321, Figure 1, right: everything that is learned stands in the branch, the identity passes by."""
    moved = x + net.weight("bias", [])
    y = tf.nn.relu(net.conv(moved, filters, 3, stride) + net.weight("bias", []))
    y = net.conv(y + net.weight("bias", []), filters, 3) * net.weight("scale", []) + net.weight("bias", [])
    return tf.nn.relu(y + (x if x.shape == y.shape else net.conv(moved, filters, 1, stride)))


def repvgg(net, x, filters, stride=1):
    """2101.03697, equation 1."""
    y = net.norm(net.conv(x, filters, 3, stride)) + net.norm(net.conv(x, filters, 1, stride))
    return tf.nn.relu(y + net.norm(x) if x.shape == y.shape else y)


def dirac_conv(net, x, filters, stride=1):
    """1706.00388, equation 3: diag(a)·I + diag(b)·W, each filter of W divided by its length."""
    channels = x.shape[-1]
    weights = net.weight("kernel", [3, 3, channels, filters])
    a, b = net.weight("scale", [filters]), net.weight("scale", [filters])
    identity = np.zeros([3, 3, channels, filters])
    identity[1, 1] = np.eye(channels, filters)
    lengths = tf.sqrt(tf.reduce_sum(weights**2, [0, 1, 2]))
    return tf.nn.conv2d(x, a * identity + b * weights / lengths, stride, "SAME")


def dirac(net, x, filters, stride=1):
    y = tf.nn.relu(net.norm(dirac_conv(net, x, filters, stride)))
    return tf.nn.relu(net.norm(dirac_conv(net, y, filters)))


def fractal(net, x, filters, columns, stride=1):
    """1605.07648, equation 1 and Figure 1: joins that follow one another are one, the mean of all that end there."""

    def ends(z, columns, stride):
        own = [net.cnr(z, filters, 3, stride)]
        if columns == 1:
            return own
        return own + ends(join(ends(z, columns - 1, stride)), columns - 1, 1)

    def join(parts):
        return sum(parts) / len(parts)

    return join(ends(x, columns, stride))


def transposed(net, x, filters, kernel, stride, padding):
    """Kernels are height, width, out, in. The paper's padding is what the convolution back would have."""
    weights = net.weight("kernel", [kernel, kernel, filters, x.shape[-1]])
    size = x.shape[1]
    if padding == "SAME":
        return tf.nn.conv2d_transpose(x, weights, [*x.shape[:1], size * stride, size * stride, filters], stride)
    whole = (size - 1) * stride + kernel
    y = tf.nn.conv2d_transpose(x, weights, [*x.shape[:1], whole, whole, filters], stride, "VALID")
    return y if padding == "VALID" else y[:, kernel // 2 :, kernel // 2 :][:, : size * stride, : size * stride]


def two_blocks(block, first, second, **more):
    """A stem, a block that keeps the shape, one that changes it, and one after it."""

    def build(net, x):
        x = block(net, net.cnr(x, 4, 3), first, **more)
        x = block(net, x, second, stride=2, **more)
        return net.head(block(net, x, second, **more))

    return build


def two_stages(name, first, second, more=""):
    return (
        f"{STEM}  - stage: {{block: {name}, filters: {first}{more}}}\n"
        f"  - stage: {{block: {name}, filters: {second}, repeat: 2, stride: 2{more}}}\n"
    )


def stochastic_net(last):
    def build(net, x):
        x = net.cnr(x, 4, 3)
        # Blocks 1 to 3 of 3, the second of which halves the map.
        for block, (filters, stride) in enumerate([(4, 1), (6, 2), (6, 1)], 1):
            x = stochastic(net, x, filters, stride, 1 - block / 3 * (1 - last))
        return net.head(x)

    return build


def stochastic_spec(last):
    return (
        f"{STEM}  - stage: {{block: stochastic_depth, filters: 4, total: 3, last: {last}}}\n"
        f"  - stage: {{block: stochastic_depth, filters: 6, repeat: 2, stride: 2, offset: 1, total: 3, last: {last}}}\n"
    )


def fractal_net(columns):
    def build(net, x):
        x = fractal(net, x, 4, columns)
        return net.head(fractal(net, tf.nn.max_pool2d(x, 2, 2, "VALID"), 5, columns))

    return build


def fractal_spec(columns):
    block = f"  - block: {{type: fractal, filters: 4, columns: {columns}}}\n"
    return block + "  - pool: {type: max, size: 2}\n" + block.replace("filters: 4", "filters: 5")


def autoencoder(net, x):
    x = net.cnr(net.cnr(x, 4, 3, 2), 6, 3, 2)
    x = tf.nn.relu(net.norm(transposed(net, x, 4, 3, 2, "SAME")))
    x = tf.nn.relu(transposed(net, x, 3, 3, 2, "half") + net.weight("bias", [3]))
    return net.head(transposed(net, x, 2, 2, 3, "VALID") + net.weight("bias", [2]))


def two_towers(net, x):
    """One sees the image, the other half of it in each direction."""
    left, right = net.again(lambda net, x: basic(net, x, 6, 2), x, tf.nn.max_pool2d(x, 2, 2, "VALID"))
    enlarged = tf.repeat(tf.repeat(right, 2, 1), 2, 2)
    return net.head(tf.concat([left, enlarged], 3))


def same_conv_twice(net, x):
    """The second use follows the first, so that the gradient of a kernel comes on two ways."""
    x, first = net.cnr(x, 4, 3), net.at
    x = net.cnr(x, 4, 3)
    net.at = first
    return net.head(net.cnr(x, 4, 3))


TWO_TOWERS = """  - stage: {block: basic, filters: 6, stride: 2}
    name: left
  - pool: {type: max, size: 2}
    from: input
  - stage: {block: basic, filters: 6, stride: 2}
    name: right
    weights: left
  - upsample: {size: 2, method: nearest}
    name: enlarged
  - concat: [left, enlarged]
"""

# As in nets.py; a number at the end is that of the training steps.
FAMILY = {
    "wide": (
        preactivation_net(None),
        8,
        "  - conv: {filters: 4, bias: false}\n"
        "  - stage: {block: wide, filters: 4, repeat: 2, first: 1, dropout: 0}\n"
        "  - stage: {block: wide, filters: 6, stride: 2, dropout: 0}\n"
        "  - norm\n  - relu\n",
    ),
    "ResNeXt": (
        two_blocks(resnext, 1, 2),
        8,
        two_stages("resnext", 1, 2, ", cardinality: 2, width: 64"),
    ),
    "squeeze and excite, basic": (two_blocks(se_basic, 4, 6), 8, two_stages("se_basic", 4, 6, ", reduction: 2")),
    "squeeze and excite, bottleneck": (
        two_blocks(se_bottleneck, 1, 2),
        8,
        two_stages("se_bottleneck", 1, 2, ", reduction: 4"),
    ),
    "squeeze and excite, bottleneck, stride in the middle": (
        two_blocks(se_bottleneck, 1, 2, middle=True),
        8,
        two_stages("se_bottleneck", 1, 2, ", reduction: 4, stride_on: middle"),
    ),
    "ResNet-D, even": (two_blocks(bottleneck_d, 1, 2), 8, two_stages("bottleneck_d", 1, 2)),
    "ResNet-D, odd": (two_blocks(bottleneck_d, 2, 2), 7, two_stages("bottleneck_d", 2, 2)),
    "stochastic depth that drops nothing": (stochastic_net(1), 8, stochastic_spec(1)),
    "stochastic depth at test": (stochastic_net(0.4), 8, stochastic_spec(0.4), 0),
    "Fixup": (two_blocks(fixup, 4, 6), 8, two_stages("fixup", 4, 6, ", total: 3")),
    "RepVGG": (two_blocks(repvgg, 4, 6), 8, two_stages("repvgg", 4, 6)),
    "Dirac": (two_blocks(dirac, 4, 6), 8, two_stages("dirac", 4, 6)),
    "fractal of 2 columns": (fractal_net(2), 6, fractal_spec(2)),
    "fractal of 3 columns": (fractal_net(3), 6, fractal_spec(3)),
    "fractal of 4 columns": (fractal_net(4), 4, fractal_spec(4)),
    "transposed convolutions": (
        autoencoder,
        8,
        """  - conv: {filters: 4, stride: 2, norm: batch, activation: relu}
  - conv: {filters: 6, stride: 2, norm: batch, activation: relu}
  - conv_transpose: {filters: 4, stride: 2, norm: batch, activation: relu}
  - conv_transpose: {filters: 3, stride: 2, padding: half, output_padding: 1, activation: relu}
  - conv_transpose: {filters: 2, kernel: 2, stride: 3, padding: valid}
""",
    ),
    "two towers that share their weights": (two_towers, 8, TWO_TOWERS),
    "one layer twice in a row": (
        same_conv_twice,
        6,
        STEM
        + """  - conv: {filters: 4, bias: false, norm: batch, activation: relu}
    name: once
  - conv: {filters: 4, bias: false, norm: batch, activation: relu}
    weights: once
""",
    ),
}
