"""One case for each kind and for each way of writing it that computes something else."""

INIT = {"type": "he_normal", "gain": 1}


def conv(kernel, stride=(1, 1), padding="same", dilation=(1, 1), groups=1, bias=False, filters=4, made="none"):
    return {
        "parametrization": made,
        "filters": filters,
        "kernel": list(kernel),
        "stride": list(stride),
        "padding": padding,
        "dilation": list(dilation),
        "groups": groups,
        "bias": bias,
        "init": INIT,
    }


def depthwise(kernel, stride=(1, 1), padding="same", dilation=(1, 1), multiplier=1, bias=False):
    attributes = conv(kernel, stride, padding, dilation, 1, bias)
    del attributes["filters"], attributes["groups"], attributes["parametrization"]
    return {**attributes, "multiplier": multiplier}


def transposed(kernel, stride=(1, 1), padding="same", output=(0, 0), bias=False):
    attributes = conv(kernel, stride, padding, bias=bias)
    del attributes["dilation"], attributes["groups"], attributes["parametrization"]
    return {**attributes, "outputPadding": list(output)}


def norm(kind, groups=1, scale=True, center=True):
    return {
        "type": kind,
        "epsilon": 1e-5,
        "momentum": 0.9,
        "groups": groups,
        "scale": scale,
        "center": center,
        "gammaInit": 1,
    }


def pool(kind, size, stride, padding="valid", rounding="floor"):
    return {"type": kind, "size": size, "stride": stride, "padding": padding, "rounding": rounding}


MAP = [2, 6, 5, 4]
ODD = [2, 7, 5, 2]
VECTOR = [5, 6]

CONV_CASES = [
    ("conv 1x1", conv([1, 1]), [MAP]),
    ("conv 3x3 same", conv([3, 3], bias=True), [MAP]),
    ("conv 3x3 stride 2 same, even", conv([3, 3], [2, 2]), [[2, 8, 8, 3]]),
    ("conv 3x3 stride 2 same, odd", conv([3, 3], [2, 2]), [ODD]),
    ("conv 3x3 stride 2 half", conv([3, 3], [2, 2], "half"), [[2, 8, 8, 3]]),
    ("conv 7x7 stride 2 half", conv([7, 7], [2, 2], "half", filters=2), [[2, 11, 10, 2]]),
    ("conv 2x4 same", conv([2, 4]), [ODD]),
    ("conv 3x2 valid, stride 2x1", conv([3, 2], [2, 1], "valid"), [ODD]),
    ("conv 3x3, four paddings", conv([3, 3], [1, 1], [1, 0, 2, 1]), [MAP]),
    ("conv 1x1 stride 2", conv([1, 1], [2, 2]), [ODD]),
    ("conv dilation 2", conv([3, 3], dilation=[2, 2]), [ODD]),
    ("conv dilation 2x1, stride 2, half", conv([3, 3], [2, 2], "half", [2, 1]), [ODD]),
    ("conv 2 groups", conv([3, 3], groups=2, filters=6, bias=True), [MAP]),
    ("conv 4 groups, stride 2", conv([3, 3], [2, 2], groups=4, filters=8), [MAP]),
    ("conv dirac", conv([3, 3], made="dirac", bias=True), [MAP]),
    ("conv dirac, more filters, stride 2", conv([3, 3], [2, 2], made="dirac", filters=6), [MAP]),
    ("conv dirac, fewer filters", conv([1, 1], made="dirac", filters=2), [MAP]),
    ("conv dirac, 2 groups", conv([3, 3], groups=2, filters=6, made="dirac"), [MAP]),
    ("conv standardized", conv([3, 3], made="standardized"), [MAP]),
    ("conv standardized, 2 groups", conv([3, 3], groups=2, made="standardized"), [MAP]),
]

TRANSPOSED_CASES = [
    ("transposed 3x3 stride 2 same", transposed([3, 3], [2, 2], bias=True), [MAP]),
    ("transposed 3x3 stride 2 half", transposed([3, 3], [2, 2], "half", [1, 1]), [ODD]),
    ("transposed 2x2 stride 2 valid", transposed([2, 2], [2, 2], "valid"), [ODD]),
    ("transposed 4x4 stride 2, padding 1", transposed([4, 4], [2, 2], [1, 1, 1, 1]), [MAP]),
    ("transposed 3x2 stride 1x3, four paddings", transposed([3, 2], [1, 3], [1, 0, 0, 1], [0, 2]), [MAP]),
    ("transposed 1x1 stride 3 same", transposed([1, 1], [3, 3]), [ODD]),
    ("transposed 5x5 stride 1 same", transposed([5, 5]), [MAP]),
]

DEPTHWISE_CASES = [
    ("depthwise", depthwise([3, 3], bias=True), [MAP]),
    ("depthwise multiplier 2, stride 2", depthwise([3, 3], [2, 2], multiplier=2), [ODD]),
    ("depthwise stride 2x1, half", depthwise([3, 3], [2, 1], "half"), [ODD]),
    ("depthwise dilation 2", depthwise([3, 3], dilation=[2, 2]), [ODD]),
]

POOL_CASES = [
    ("max 2x2", pool("max", [2, 2], [2, 2]), [MAP]),
    ("max 3x3 stride 2 half", pool("max", [3, 3], [2, 2], "half"), [ODD]),
    ("max 3x3 stride 2 same", pool("max", [3, 3], [2, 2], "same"), [MAP]),
    ("max 3x3 stride 2 ceil", pool("max", [3, 3], [2, 2], "valid", "ceil"), [[2, 6, 8, 2]]),
    ("average 2x2", pool("average", [2, 2], [2, 2]), [MAP]),
    ("average 3x3 half", pool("average", [3, 3], [1, 1], "half"), [MAP]),
    ("average 3x3 stride 2 same", pool("average", [3, 3], [2, 2], "same"), [MAP]),
    ("average 2x2 ceil", pool("average", [2, 2], [2, 2], "valid", "ceil"), [ODD]),
    ("average 3x2 stride 2x1, paddings, ceil", pool("average", [3, 2], [2, 1], [1, 1, 0, 1], "ceil"), [ODD]),
    ("average 1x1 stride 2 ceil, padded", pool("average", [2, 2], [3, 3], [1, 1, 1, 1], "ceil"), [ODD]),
    ("global average", {"type": "global_average"}, [MAP]),
    ("global max", {"type": "global_max"}, [MAP]),
]

ACTIVATIONS = [
    "relu",
    "relu6",
    "leaky_relu",
    "prelu",
    "elu",
    "sigmoid",
    "hard_sigmoid",
    "tanh",
    "silu",
    "hard_swish",
    "mish",
    "gelu",
    "softmax",
]

NORM_CASES = [
    ("batch norm", norm("batch"), [MAP]),
    ("batch norm of a vector", norm("batch"), [VECTOR]),
    ("batch norm without scale", norm("batch", scale=False), [MAP]),
    ("batch norm without center", norm("batch", center=False), [MAP]),
    ("layer norm", norm("layer"), [MAP]),
    ("layer norm of a vector", norm("layer"), [VECTOR]),
    ("group norm", norm("group", 2), [MAP]),
    ("group norm of a vector", norm("group", 3), [VECTOR]),
]

OTHER_CASES = [
    ("dense", "dense", {"units": 3, "bias": True, "init": INIT}, [VECTOR]),
    ("dense without bias", "dense", {"units": 3, "bias": False, "init": INIT}, [VECTOR]),
    ("softmax of a map", "activation", {"type": "softmax", "slope": 0.01}, [MAP]),
    ("flatten", "flatten", {}, [MAP]),
    ("dropout of nothing", "dropout", {"rate": 0}, [MAP]),
    ("pad", "pad", {"size": [1, 2, 0, 1], "channels": [1, 2]}, [MAP]),
    ("add of three, scaled", "add", {"survival": 1, "scale": 0.5}, [MAP, MAP, MAP]),
    ("multiply", "multiply", {}, [MAP, MAP, MAP]),
    ("mean", "mean", {"dropPath": 0}, [MAP, MAP]),
    ("gate by channel", "gate", {}, [MAP, [2, 4]]),
    ("gate by pixel", "gate", {}, [MAP, [2, 6, 5, 1]]),
    ("slice", "slice", {"channels": [2, 3]}, [MAP]),
    ("slice of a vector", "slice", {"channels": [1, 4]}, [VECTOR]),
    ("concat", "concat", {}, [MAP, [2, 6, 5, 2]]),
    ("concat of vectors", "concat", {}, [VECTOR, VECTOR]),
    ("scale by channel", "scale", {"per": "channel", "init": 1}, [MAP]),
    ("scale in all", "scale", {"per": "scalar", "init": 1}, [MAP]),
    ("bias by channel", "bias", {"per": "channel", "init": 0}, [VECTOR]),
    ("bias in all", "bias", {"per": "scalar", "init": 0}, [MAP]),
    ("squeeze and excite", "squeeze_excite", {"reduction": 2, "activation": "relu", "gate": "sigmoid"}, [MAP]),
    (
        "squeeze and excite, hard gate",
        "squeeze_excite",
        {"reduction": 16, "activation": "silu", "gate": "hard_sigmoid"},
        [MAP],
    ),
    ("upsample nearest", "upsample", {"size": [2, 3], "method": "nearest"}, [MAP]),
    ("upsample bilinear", "upsample", {"size": [3, 2], "method": "bilinear"}, [MAP]),
    ("shortcut A stride 2", "shortcut_a", {"stride": [2, 2], "channels": 6}, [ODD]),
    ("shortcut A stride 2x1", "shortcut_a", {"stride": [2, 1], "channels": 3}, [ODD]),
    ("shortcut A, channels alone", "shortcut_a", {"stride": [1, 1], "channels": 7}, [MAP]),
]

CASES = [
    *[(name, "conv", attributes, shapes) for name, attributes, shapes in CONV_CASES],
    *[(name, "conv_transpose", attributes, shapes) for name, attributes, shapes in TRANSPOSED_CASES],
    *[(name, "depthwise_conv", attributes, shapes) for name, attributes, shapes in DEPTHWISE_CASES],
    *[(name, "pool", attributes, shapes) for name, attributes, shapes in POOL_CASES],
    *[(kind, "activation", {"type": kind, "slope": 0.1}, [MAP]) for kind in ACTIVATIONS],
    *[(name, "norm", attributes, shapes) for name, attributes, shapes in NORM_CASES],
    *OTHER_CASES,
]


def weight_shapes(kind, attributes, shapes):
    """The variables of an op: their names and shapes, in the product's order."""
    channels = shapes[0][-1]
    bias = {"bias": None} if attributes.get("bias") is True else {}
    if kind == "conv":
        filters = attributes["filters"]
        kernel = [*attributes["kernel"], channels // attributes["groups"], filters]
        own = ["alpha", "beta"] if attributes["parametrization"] == "dirac" else []
        return {"kernel": kernel, **{name: [filters] for name in [*bias, *own]}}
    if kind == "conv_transpose":
        filters = attributes["filters"]
        kernel = [*attributes["kernel"], filters, channels]
        return {"kernel": kernel, **{name: [filters] for name in bias}}
    if kind == "depthwise_conv":
        multiplier = attributes["multiplier"]
        kernel = [*attributes["kernel"], channels, multiplier]
        return {"kernel": kernel, **{name: [channels * multiplier] for name in bias}}
    if kind == "dense":
        units = attributes["units"]
        return {"kernel": [channels, units], **{name: [units] for name in bias}}
    if kind == "norm":
        names = [
            *(["gamma"] if attributes["scale"] else []),
            *(["beta"] if attributes["center"] else []),
            *(["moving_mean", "moving_variance"] if attributes["type"] == "batch" else []),
        ]
        return {name: [channels] for name in names}
    if kind in ("scale", "bias"):
        return {kind: [] if attributes["per"] == "scalar" else [channels]}
    if kind == "activation" and attributes["type"] == "prelu":
        return {"alpha": [channels]}
    if kind == "squeeze_excite":
        inner = max(1, channels // attributes["reduction"])
        return {
            "reduce_kernel": [channels, inner],
            "reduce_bias": [inner],
            "expand_kernel": [inner, channels],
            "expand_bias": [channels],
        }
    return {}
