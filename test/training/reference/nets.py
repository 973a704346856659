"""Small nets for each shipped block and each shortcut, in TensorFlow's own layers' arithmetic.

Each is written from the papers and beside it stands the spec that must mean the same. Weights are made in the
order in which the net first uses them, the branch of a residual before its shortcut.
"""

import tensorflow as tf


def shortcut(net, x, y, stride, option):
    if x.shape == y.shape and option != "C":
        return x
    if option == "A":
        return tf.pad(x[:, ::stride, ::stride, :], [(0, 0)] * 3 + [(0, y.shape[3] - x.shape[3])])
    return net.norm(net.conv(x, y.shape[3], 1, stride))


def basic(net, x, filters, stride=1, option="B"):
    y = net.norm(net.conv(net.cnr(x, filters, 3, stride), filters, 3))
    return tf.nn.relu(y + shortcut(net, x, y, stride, option))


def bottleneck(net, x, filters, stride=1, middle=False):
    y = net.cnr(x, filters, 1, 1 if middle else stride)
    y = net.cnr(y, filters, 3, stride if middle else 1)
    y = net.norm(net.conv(y, 4 * filters, 1))
    return tf.nn.relu(y + shortcut(net, x, y, stride, "B"))


def plain(net, x, filters, stride=1):
    return net.cnr(net.cnr(x, filters, 3, stride), filters, 3)


def preactivation(net, x, filters, stride=1, before=False, expansion=None):
    active = tf.nn.relu(net.norm(x))
    if before:
        x = active
    if expansion is None:
        y = net.conv(active, filters, 3, stride)
        y = net.conv(tf.nn.relu(net.norm(y)), filters, 3)
    else:
        y = net.conv(active, filters, 1)
        y = net.conv(tf.nn.relu(net.norm(y)), filters, 3, stride)
        y = net.conv(tf.nn.relu(net.norm(y)), filters * expansion, 1)
    return y + (x if x.shape == y.shape else net.conv(active, y.shape[3], 1, stride))


def max_pool_half(x):
    return tf.nn.max_pool2d(x, 3, 2, [[0, 0], [1, 1], [1, 1], [0, 0]])


def squeeze(net, x, inner):
    inside = tf.nn.relu(net.dense(tf.reduce_mean(x, [1, 2]), inner))
    return x * tf.sigmoid(net.dense(inside, x.shape[3]))[:, None, None, :]


def basic_net(option):
    def build(net, x):
        x = net.cnr(x, 4, 3)
        x = basic(net, x, 4, 1, option)
        x = basic(net, x, 6, 2, option)
        return net.head(basic(net, x, 6, 1, option))

    return build


def basic_spec(option):
    return f"""
  - conv: {{filters: 4, norm: batch, activation: relu}}
  - stage: {{block: basic, filters: 4, shortcut: {option}}}
  - stage: {{block: basic, filters: 6, repeat: 2, stride: 2, shortcut: {option}}}
"""


def identity_net(net, x):
    x = net.cnr(x, 4, 3)
    return net.head(basic(net, basic(net, x, 4), 4))


def bottleneck_net(middle):
    def build(net, x):
        x = net.cnr(x, 4, 3)
        x = bottleneck(net, x, 2, 1, middle)
        return net.head(bottleneck(net, bottleneck(net, x, 3, 2, middle), 3, 1, middle))

    return build


def plain_net(net, x):
    x = plain(net, net.cnr(x, 4, 3), 4)
    return net.head(plain(net, plain(net, x, 6, 2), 6))


def preactivation_net(expansion):
    def build(net, x):
        x = net.conv(x, 4, 3)
        x = preactivation(net, x, 4, 1, True, expansion)
        x = preactivation(net, x, 4, 1, False, expansion)
        x = preactivation(net, x, 6, 2, False, expansion)
        return net.head(tf.nn.relu(net.norm(x)))

    return build


def stem_imagenet(net, x):
    return net.head(max_pool_half(net.cnr(x, 4, 7, 2, half=True)))


def stem_c(net, x):
    x = net.cnr(x, 2, 3, 2, half=True)
    return net.head(max_pool_half(net.cnr(net.cnr(x, 2, 3), 4, 3)))


def stem_cifar(net, x):
    return net.head(net.cnr(x, 4, 3))


def list_shortcut(net, x):
    x = net.cnr(x, 4, 3)
    y = net.norm(net.conv(x, 6, 3, 2))
    s = net.norm(net.conv(tf.nn.avg_pool2d(x, 2, 2, "VALID"), 6, 1))
    return net.head(tf.nn.relu(y + s))


def no_shortcut(net, x):
    x = net.cnr(x, 4, 3)
    return net.head(tf.nn.relu(net.norm(net.conv(x, 6, 3, 2))))


def squeezed(net, x):
    x = net.cnr(x, 4, 3)
    y = squeeze(net, net.norm(net.conv(x, 4, 3)), 2)
    return net.head(tf.nn.relu(y + x))


def mobile(net, x):
    x = net.cnr(x, 4, 3)
    y = tf.nn.relu(net.norm(net.depthwise(x, 3, 2)))
    y = net.norm(net.conv(y, 6, 1))
    return net.head(net.cnr(y, 8, 3, 1, groups=2))


STEM = "  - conv: {filters: 4, norm: batch, activation: relu}\n"

# name: the net, the input's height and width, the spec's layers.
NETS = {
    "basic, option A": (basic_net("A"), 8, basic_spec("A")),
    "basic, option B": (basic_net("B"), 8, basic_spec("B")),
    "basic, option C": (basic_net("C"), 8, basic_spec("C")),
    "basic, identity": (identity_net, 6, STEM + "  - stage: {block: basic, filters: 4, repeat: 2, shortcut: identity}\n"),
    "bottleneck": (
        bottleneck_net(False),
        8,
        STEM + "  - stage: {block: bottleneck, filters: 2}\n  - stage: {block: bottleneck, filters: 3, repeat: 2, stride: 2}\n",
    ),
    "bottleneck, stride in the middle": (
        bottleneck_net(True),
        8,
        STEM
        + "  - stage: {block: bottleneck, filters: 2, stride_on: middle}\n"
        + "  - stage: {block: bottleneck, filters: 3, repeat: 2, stride: 2, stride_on: middle}\n",
    ),
    "plain": (
        plain_net,
        8,
        STEM + "  - stage: {block: plain, filters: 4}\n  - stage: {block: plain, filters: 6, repeat: 2, stride: 2}\n",
    ),
    "preactivation": (
        preactivation_net(None),
        8,
        "  - conv: {filters: 4, bias: false}\n"
        "  - stage: {block: preactivation, filters: 4, repeat: 2, first: 1}\n"
        "  - stage: {block: preactivation, filters: 6, stride: 2}\n"
        "  - norm\n  - relu\n",
    ),
    "preactivation bottleneck": (
        preactivation_net(2),
        8,
        "  - conv: {filters: 4, bias: false}\n"
        "  - stage: {block: preactivation_bottleneck, filters: 4, repeat: 2, first: 1, expansion: 2}\n"
        "  - stage: {block: preactivation_bottleneck, filters: 6, stride: 2, expansion: 2}\n"
        "  - norm\n  - relu\n",
    ),
    "ImageNet stem": (stem_imagenet, 16, "  - block: {type: stem_imagenet, filters: 4}\n"),
    "stem of ResNet-C": (stem_c, 14, "  - block: {type: stem_c, filters: 4}\n"),
    "CIFAR stem": (stem_cifar, 6, "  - block: {type: stem_cifar, filters: 4}\n"),
    "shortcut of layers": (
        list_shortcut,
        8,
        STEM
        + """  - residual:
      branch:
        - conv: {filters: 6, stride: 2, norm: batch}
      shortcut:
        - pool: {type: average, size: 2}
        - conv: {filters: 6, kernel: 1, norm: batch}
  - relu
""",
    ),
    "no shortcut": (
        no_shortcut,
        8,
        STEM
        + """  - residual:
      branch:
        - conv: {filters: 6, stride: 2, norm: batch}
      shortcut: none
  - relu
""",
    ),
    "squeeze and excite": (
        squeezed,
        6,
        STEM
        + """  - residual:
      branch:
        - conv: {filters: 4, norm: batch}
        - squeeze_excite: {reduction: 2}
  - relu
""",
    ),
    "depthwise and grouped": (
        mobile,
        8,
        STEM
        + """  - depthwise_conv: {kernel: 3, stride: 2, norm: batch, activation: relu}
  - conv: {filters: 6, kernel: 1, norm: batch}
  - conv: {filters: 8, kernel: 3, groups: 2, norm: batch, activation: relu}
""",
    ),
}


def spec(size, layers):
    return f"model: test\ninput: [{size}, {size}, 3]\nlayers:\n{layers.strip(chr(10))}\n  - pool: global_average\n  - dense: 3\n"
