"""A net under construction, in TensorFlow's own layers' arithmetic."""

import numpy as np
import tensorflow as tf

EPSILON, MOMENTUM = 1e-5, 0.9


class Net:
    """Makes its weights on the first pass and takes them again on later ones."""

    def __init__(self, seed):
        self.generator = np.random.default_rng(seed)
        self.weights, self.kinds = [], []
        self.start(training=True)

    def start(self, training):
        """`moved` holds what the moving statistics come to, by their places among the weights."""
        self.training, self.at, self.moved = training, 0, {}

    def again(self, part, *inputs):
        """The outputs of one part for several inputs, with the same weights each time."""
        first, outputs = self.at, []
        for x in inputs:
            self.at = first
            outputs.append(part(self, x))
        return outputs

    def weight(self, kind, shape):
        if self.at == len(self.weights):
            # Values unlike the usual first ones, so that nothing hides behind a 0 or a 1.
            scale = np.sqrt(2 / np.prod(shape[:-1])) if kind == "kernel" else 0.2
            values = self.generator.normal(0, scale, shape)
            if kind in ("gamma", "moving_variance"):
                values = 1 + 0.5 * np.abs(values)
            self.weights.append(tf.Variable(values, dtype=tf.float64))
            self.kinds.append(kind)
        self.at += 1
        return self.weights[self.at - 1]

    def conv(self, x, filters, kernel, stride=1, half=False, groups=1):
        channels = x.shape[-1]
        weights = self.weight("kernel", [kernel, kernel, channels // groups, filters])
        if half:
            x, padding = tf.pad(x, [(0, 0), (kernel // 2,) * 2, (kernel // 2,) * 2, (0, 0)]), "VALID"
        else:
            padding = "SAME"
        parts = zip(tf.split(x, groups, 3), tf.split(weights, groups, 3))
        return tf.concat([tf.nn.conv2d(part, filters_, stride, padding) for part, filters_ in parts], 3)

    def depthwise(self, x, kernel, stride=1):
        weights = self.weight("kernel", [kernel, kernel, x.shape[-1], 1])
        return tf.nn.depthwise_conv2d(x, weights, [1, stride, stride, 1], "SAME")

    def norm(self, x):
        gamma, beta = self.weight("gamma", [x.shape[-1]]), self.weight("beta", [x.shape[-1]])
        mean, variance = self.weight("moving_mean", [x.shape[-1]]), self.weight("moving_variance", [x.shape[-1]])
        if self.training:
            place = self.at - 2
            batch_mean, batch_variance = tf.nn.moments(x, [0, 1, 2])
            count = np.prod(x.shape[:3])
            unbiased = batch_variance * count / (count - 1)
            self.move(place, batch_mean)
            self.move(place + 1, unbiased)
            mean, variance = batch_mean, batch_variance
        return tf.nn.batch_normalization(x, mean, variance, beta, gamma, EPSILON)

    def move(self, place, value):
        """A norm that is used twice moves its statistics twice, as Keras' and PyTorch's layers do."""
        before = self.moved.get(place, self.weights[place])
        self.moved[place] = MOMENTUM * before + (1 - MOMENTUM) * value

    def cnr(self, x, filters, kernel, stride=1, **more):
        return tf.nn.relu(self.norm(self.conv(x, filters, kernel, stride, **more)))

    def dense(self, x, units):
        return x @ self.weight("kernel", [x.shape[-1], units]) + self.weight("bias", [units])

    def head(self, x):
        return self.dense(tf.reduce_mean(x, [1, 2]), 3)
