"""Residual nets as someone writes them in Keras, with the layers in the order in which the product makes weights.

`residual_net` keeps Keras' layers that have weights in `net.ordered`: the branch of a block before its shortcut.
"""

import keras
from keras import layers

EPSILON, MOMENTUM = 1e-5, 0.9


class Builder:
    """One net under construction. `decay` is λ in `gradient + λ·w` for kernels, which is half of Keras' l2."""

    def __init__(self, decay):
        self.decay, self.ordered = decay, []

    def weighted(self, layer, x):
        self.ordered.append(layer)
        return layer(x)

    def regularizer(self):
        return keras.regularizers.L2(self.decay / 2) if self.decay else None

    def conv(self, x, filters, kernel, stride=1):
        # What Keras calls "same" puts the odd row of zeros behind, as the product does.
        layer = layers.Conv2D(
            filters,
            kernel,
            strides=stride,
            padding="same",
            use_bias=False,
            kernel_initializer="he_normal",
            kernel_regularizer=self.regularizer(),
        )
        return self.weighted(layer, x)

    def norm(self, x):
        return self.weighted(layers.BatchNormalization(epsilon=EPSILON, momentum=MOMENTUM), x)

    def dense(self, x, units, activation=None):
        layer = layers.Dense(units, activation=activation, kernel_regularizer=self.regularizer())
        return self.weighted(layer, x)

    def conv_norm_relu(self, x, filters, kernel, stride=1):
        return layers.ReLU()(self.norm(self.conv(x, filters, kernel, stride)))

    def shortcut(self, x, filters, stride, option):
        if stride == 1 and x.shape[-1] == filters:
            return x
        if option == "A":
            pixels = layers.AveragePooling2D(1, stride)(x) if stride > 1 else x
            return ZeroChannels(filters - x.shape[-1])(pixels)
        return self.norm(self.conv(x, filters, 1, stride))

    def basic(self, x, filters, stride, option, squeeze=None):
        y = self.norm(self.conv(self.conv_norm_relu(x, filters, 3, stride), filters, 3))
        if squeeze is not None:
            y = self.squeeze_excite(y, squeeze)
        return layers.ReLU()(layers.Add()([y, self.shortcut(x, filters, stride, option)]))

    def squeeze_excite(self, x, reduction):
        channels = x.shape[-1]
        inside = self.dense(layers.GlobalAveragePooling2D()(x), channels // reduction, "relu")
        factors = self.dense(inside, channels, "sigmoid")
        return layers.Multiply()([x, layers.Reshape((1, 1, channels))(factors)])

    def bottleneck(self, x, filters, stride, option):
        y = self.conv_norm_relu(x, filters, 1, stride)
        y = self.conv_norm_relu(y, filters, 3)
        y = self.norm(self.conv(y, 4 * filters, 1))
        return layers.ReLU()(layers.Add()([y, self.shortcut(x, 4 * filters, stride, option)]))

    def preactivation(self, x, filters, stride, is_first):
        active = layers.ReLU()(self.norm(x))
        x = active if is_first else x
        y = self.conv_norm_relu(active, filters, 3, stride)
        y = self.conv(y, filters, 3)
        if stride > 1 or x.shape[-1] != filters:
            x = self.conv(active, filters, 1, stride)
        return layers.Add()([y, x])


class ZeroChannels(layers.Layer):
    """Zeros for the new channels of option A."""

    def __init__(self, channels):
        super().__init__()
        self.channels = channels

    def call(self, x):
        return keras.ops.pad(x, [(0, 0), (0, 0), (0, 0), (0, self.channels)])


def residual_net(block, repeat, option="A", image=(32, 32, 3), classes=10, decay=0.0):
    """Three stages of `repeat` blocks with 16, 32 and 64 filters. Gives logits."""
    build = Builder(decay)
    start = keras.Input(image)
    is_preactivation = block == "preactivation"
    x = build.conv(start, 16, 3) if is_preactivation else build.conv_norm_relu(start, 16, 3)
    for stage, filters in enumerate([16, 32, 64]):
        for number in range(repeat):
            stride = 2 if stage > 0 and number == 0 else 1
            if is_preactivation:
                x = build.preactivation(x, filters, stride, stage == 0 and number == 0)
            elif block == "bottleneck":
                x = build.bottleneck(x, filters, stride, option)
            else:
                x = build.basic(x, filters, stride, option, 4 if block == "se_basic" else None)
    if is_preactivation:
        x = layers.ReLU()(build.norm(x))
    net = keras.Model(start, build.dense(layers.GlobalAveragePooling2D()(x), classes))
    return net, build.ordered


def compiled(net, rate, metrics):
    """Ready for `train_on_batch` with class indices as labels."""
    net.compile(
        optimizer=keras.optimizers.SGD(rate, momentum=0.9),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=metrics,
    )
    return net
