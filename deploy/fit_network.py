#!/usr/bin/python3
"""Makes PP-OCRv4's text recognition network one that OpenCV 4.6 can load, and runs quickly.

usage: fit_network.py IN.onnx OUT.onnx HEIGHT WIDTH

OpenCV 4.6 wants shapes known beforehand and constants of full rank. It is three times slower than need be
at 1×1 convolutions, ten times at 5×5 depthwise ones, and walks memory once for each factor and each
offset. So, without changing what is computed:
  - the picture's size is fixed, and all that follows from it computed here;
  - factors and offsets move into the convolutions next to them, x·clip(x+3, 0, 6)/6 becomes one step of its own;
  - 1×1 and depthwise convolutions become steps of our own (ocr/network_steps.cpp), activation included;
  - so do products with a constant, the last one too; the softmax after it goes: its reader needs it at a few places only;
  - attention, from queries, keys and values to what they make of one another, is one step as well.
"""
import sys

import numpy as np
import onnx
from onnx import helper, numpy_helper, shape_inference


def attribute(node, name, default=None):
    return next((helper.get_attribute_value(a) for a in node.attribute if a.name == name), default)


class Network:
    def __init__(self, path, height, width):
        self.model = onnx.load(path)
        self.graph = self.model.graph
        self.constants = {i.name: numpy_helper.to_array(i) for i in self.graph.initializer}
        for dim, size in zip(self.graph.input[0].type.tensor_type.shape.dim, (1, 3, height, width)):
            dim.dim_value = size
        for node in list(self.graph.node):
            if node.op_type == "Constant":
                self.constants[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
                self.graph.node.remove(node)
        for output in self.graph.output:
            output.type.tensor_type.ClearField("shape")

    def users(self, name):
        return [n for n in self.graph.node if name in n.input]

    def producer(self, name):
        return next((n for n in self.graph.node if name in n.output), None)

    def constant_input(self, node):
        """(position of the constant, its value) of a step with one constant and one variable input, else (None, None)."""
        known = [i for i, name in enumerate(node.input) if name in self.constants]
        return (known[0], self.constants[node.input[known[0]]]) if len(node.input) == 2 and len(known) == 1 else (None, None)

    def scalar(self, node, operation):
        """The one number a step adds ("Add") or multiplies by ("Mul"; a division counts as one), else None."""
        if node.op_type != operation and (node.op_type, operation) != ("Div", "Mul"):
            return None
        _, value = self.constant_input(node)
        if value is None or value.size != 1:
            return None
        return 1 / float(value.reshape(())) if node.op_type == "Div" else float(value.reshape(()))

    def variable_input(self, node):
        return next(name for name in node.input if name not in self.constants)

    def set_constant(self, name, value):
        self.constants[name] = np.ascontiguousarray(value)
        return name

    def bypass(self, node, source):
        """Takes `node` out; what used its output uses `source`."""
        for user in self.users(node.output[0]):
            for i, name in enumerate(user.input):
                if name == node.output[0]:
                    user.input[i] = source
        self.graph.node.remove(node)

    def write_constants(self):
        used = {name for n in self.graph.node for name in n.input}
        del self.graph.initializer[:]
        self.graph.initializer.extend(numpy_helper.from_array(v, k) for k, v in self.constants.items() if k in used)
        del self.graph.value_info[:]

    def shapes(self):
        self.write_constants()
        inferred = shape_inference.infer_shapes(self.model).graph
        found = {}
        for value in [*inferred.value_info, *inferred.input, *inferred.output]:
            dims = value.type.tensor_type.shape.dim
            if value.type.tensor_type.HasField("shape") and all(d.dim_value > 0 for d in dims):
                found[value.name] = [d.dim_value for d in dims]
        return found


def folded(node, values):
    """The constant a step on constants gives, or None where it is not one of those needed here."""
    if node.op_type == "Slice":
        out = values[0]
        for axis, start, end in zip(attribute(node, "axes"), attribute(node, "starts"), attribute(node, "ends")):
            out = np.take(out, range(*slice(start, end).indices(out.shape[axis])), axis)
        return out
    if node.op_type == "Cast":
        return values[0].astype(helper.mapping.TENSOR_TYPE_TO_NP_TYPE[attribute(node, "to")])
    if node.op_type == "Concat":
        return np.concatenate([np.atleast_1d(v) for v in values], attribute(node, "axis"))
    if node.op_type == "Squeeze":
        return np.squeeze(values[0], tuple(attribute(node, "axes")))
    return None


def fold_constants(net):
    """Returns the shapes of all that is left, by name."""
    changed = True
    while changed:
        changed = False
        shapes = net.shapes()
        for node in list(net.graph.node):
            values = [net.constants.get(name) for name in node.input]
            if node.op_type == "Shape" and node.input[0] in shapes:
                result = np.array(shapes[node.input[0]], np.int64)
            elif all(v is not None for v in values):
                result = folded(node, values)
            else:
                result = None
            if result is not None:
                net.set_constant(node.output[0], result)
                net.graph.node.remove(node)
                changed = True
    return shapes


def join_hard_swish(net):
    """x·clip(x+3, 0, 6)/6 + offset becomes one step, which the program that loads the network brings along."""
    for clip in [n for n in net.graph.node if n.op_type == "Clip"]:
        plus = net.producer(clip.input[0])
        times = net.users(clip.output[0])[0]
        divide = net.users(times.output[0])[0]
        source = net.variable_input(plus)
        known = ([attribute(clip, "min"), attribute(clip, "max")] == [0, 6] and net.scalar(plus, "Add") == 3 and
                 net.scalar(divide, "Mul") == 1 / 6 and source in times.input)
        if not known:
            sys.exit("an activation this program does not know")
        at = list(net.graph.node).index(divide)
        net.graph.node.insert(at, helper.make_node("QuickHardSwish", [source], list(divide.output), clip.output[0]))
        for node in (plus, clip, times, divide):
            net.graph.node.remove(node)


def join_batch_normalisation(net):
    for node in [n for n in net.graph.node if n.op_type == "BatchNormalization"]:
        scale, offset, mean, variance = (net.constants[name] for name in node.input[1:5])
        factor = scale / np.sqrt(variance + attribute(node, "epsilon"))
        scale_output(net, net.producer(node.input[0]), factor, offset - mean * factor)
        net.bypass(node, node.input[0])


def scale_output(net, convolution, factor, offset):
    weights = net.constants[convolution.input[1]]
    factor = np.broadcast_to(np.float32(factor), weights.shape[0])
    bias = net.constants[convolution.input[2]] if len(convolution.input) > 2 else np.zeros(weights.shape[0], np.float32)
    convolution.input[1] = net.set_constant(convolution.output[0] + ".w", weights * factor.reshape(-1, 1, 1, 1))
    bias = net.set_constant(convolution.output[0] + ".b", (bias * factor + offset).astype(np.float32))
    if len(convolution.input) > 2:
        convolution.input[2] = bias
    else:
        convolution.input.append(bias)


def join_factors(net):
    """Factors and offsets after a convolution go into it; those before one too, an offset only where nothing is padded."""
    for node in list(net.graph.node):
        for operation in ("Mul", "Add"):
            value = net.scalar(node, operation)
            if value is None:
                continue
            source = net.variable_input(node)
            before = net.producer(source)
            after = net.users(node.output[0])
            next_one = after[0] if len(after) == 1 else None
            if before is not None and before.op_type == "Conv" and len(net.users(source)) == 1:
                scale_output(net, before, value if operation == "Mul" else 1, value if operation == "Add" else 0)
                net.bypass(node, source)
            elif next_one is None:
                continue
            elif next_one.op_type == "Conv" and (operation == "Mul" or not any(attribute(next_one, "pads"))):
                scale_input(net, next_one, value, operation)
                net.bypass(node, source)
            elif operation == "Mul" and next_one.op_type == "Mul" and net.scalar(next_one, "Mul") is not None:
                multiply_constant(net, next_one, value)
                net.bypass(node, source)
            elif operation == "Mul" and net.scalar(next_one, "Add") is not None:
                move_behind_offset(net, node, next_one, value)


def move_behind_offset(net, node, offset, value):
    """x·a + b is (x + b/a)·a, and the convolution behind takes the factor."""
    last = net.users(offset.output[0])
    if len(last) == 1 and last[0].op_type == "Conv":
        multiply_constant(net, offset, 1 / value)
        net.bypass(node, net.variable_input(node))
        scale_input(net, last[0], value, "Mul")


def multiply_constant(net, node, factor):
    at, value = net.constant_input(node)
    node.input[at] = net.set_constant(node.output[0] + ".c", value * np.float32(factor))


def join_offsets(net):
    """What still stands between an activation and a padded convolution."""
    for node in list(net.graph.node):
        source = net.producer(net.variable_input(node)) if net.scalar(node, "Add") is not None else None
        if source is not None and source.op_type == "QuickHardSwish" and len(net.users(source.output[0])) == 1:
            source.attribute.append(helper.make_attribute("offset", net.scalar(node, "Add")))
            net.bypass(node, source.output[0])


def scale_input(net, convolution, value, operation):
    weights = net.constants[convolution.input[1]]
    if operation == "Mul":
        convolution.input[1] = net.set_constant(convolution.output[0] + ".w", weights * np.float32(value))
    else:
        scale_output(net, convolution, 1, value * weights.sum((1, 2, 3)))


def take_over_convolutions(net):
    """1×1 and depthwise convolutions become steps of our own, together with the activation that follows."""
    for node in [n for n in net.graph.node if n.op_type == "Conv"]:
        weights = net.constants[node.input[1]]
        size = attribute(node, "kernel_shape")
        steps = attribute(node, "strides", [1, 1])
        padding = attribute(node, "pads", [0] * 4)
        pointwise = size == [1, 1] and steps == [1, 1] and not any(padding) and attribute(node, "group", 1) == 1
        depthwise = (attribute(node, "group", 1) == weights.shape[0] and weights.shape[1] == 1 and
                     size[0] == size[1] and set(padding) == {size[0] // 2})
        if not pointwise and not depthwise:
            continue
        if pointwise:
            node.input[1] = net.set_constant(node.output[0] + ".m", weights.reshape(weights.shape[:2]))
        own = helper.make_node("Pointwise" if pointwise else "Depthwise", list(node.input), list(node.output), node.name)
        if depthwise:
            own.attribute.append(helper.make_attribute("steps", steps))
        users = net.users(node.output[0])
        if len(users) == 1 and users[0].op_type == "QuickHardSwish":
            own.attribute.append(helper.make_attribute("swish", 1))
            own.attribute.append(helper.make_attribute("offset", attribute(users[0], "offset", 0.0)))
            own.output[0] = users[0].output[0]
            net.graph.node.remove(users[0])
        net.graph.node.insert(list(net.graph.node).index(node), own)
        net.graph.node.remove(node)


def take_over_products(net):
    for node in net.graph.node:
        if node.op_type == "MatMul" and node.input[1] in net.constants and net.constants[node.input[1]].ndim == 2:
            node.op_type = "Product"


def take_over_attention(net):
    """All between the product that gives queries, keys and values and the one that takes what they make of one another."""
    for softmax in [n for n in net.graph.node if n.op_type == "Softmax"]:
        product = net.producer(softmax.input[0])
        scaled, turned = (net.producer(name) for name in product.input)
        mixed = net.users(softmax.output[0])[0]
        factor = net.scalar(scaled, "Mul")
        parts = [net.producer(name) for name in (net.variable_input(scaled), turned.input[0], mixed.input[1])]
        cuts = [net.producer(part.input[0]) for part in parts]
        split = net.producer(cuts[0].input[0])
        shaped = net.producer(split.input[0])
        joined = net.users(mixed.output[0])[0]
        flat = net.users(joined.output[0])[0]
        inner = [shaped, split, *cuts, *parts, scaled, turned, product, softmax, mixed, joined, flat]
        kinds = ["Reshape", "Transpose", *["Slice"] * 3, *["Squeeze"] * 3, "Mul", "Transpose", "MatMul", "Softmax",
                 "MatMul", "Transpose", "Reshape"]
        known = ([n.op_type for n in inner] == kinds and factor is not None and
                 attribute(split, "perm") == [2, 0, 3, 1, 4] and attribute(turned, "perm") == [0, 1, 3, 2] and
                 attribute(joined, "perm") == [0, 2, 1, 3] and [attribute(n, "starts") for n in cuts] == [[0], [1], [2]])
        if not known:
            sys.exit("an attention this program does not know")
        heads = int(net.constants[shaped.input[1]][3])
        own = helper.make_node("Attention", [shaped.input[0]], list(flat.output), softmax.name, heads=heads, factor=factor)
        net.graph.node.insert(list(net.graph.node).index(flat), own)
        for node in inner:
            net.graph.node.remove(node)


def widen_constants(net, shapes):
    """OpenCV 4.6 mistakes the axis of 1-D constants against tensors of three dimensions."""
    for node in net.graph.node:
        if node.op_type in ("Mul", "Add") and len(shapes.get(node.output[0], [])) == 3:
            at, value = net.constant_input(node)
            if at is not None and value.ndim == 1 and value.size > 1:
                steps = shapes[node.output[0]][1]
                node.input[at] = net.set_constant(node.output[0] + ".c", np.broadcast_to(value, (1, steps, value.size)))


def take_over_output(net, shapes):
    """The last softmax goes, and the product before it becomes a pointwise step: a row for each symbol, a column for
    each place."""
    softmax = net.producer(net.graph.output[0].name)
    plus = net.producer(softmax.input[0])
    product = net.producer(net.variable_input(plus))
    if (softmax.op_type, plus.op_type, product.op_type) != ("Softmax", "Add", "MatMul"):
        sys.exit("an output this program does not know")
    places = product.input[0]
    weights = net.set_constant("symbols.w", net.constants[product.input[1]].T)
    bias = net.set_constant("symbols.b", net.constant_input(plus)[1].reshape(-1))
    for node in (softmax, plus, product):
        net.graph.node.remove(node)
    net.graph.node.append(helper.make_node("Transpose", [places], ["places"], "places", perm=[0, 2, 1]))
    net.graph.node.append(helper.make_node("Pointwise", ["places", weights, bias], ["symbols"], "symbols"))
    del net.graph.output[:]
    net.graph.output.append(helper.make_tensor_value_info(
        "symbols", onnx.TensorProto.FLOAT, [1, net.constants[bias].size, shapes[places][1]]))


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    net = Network(sys.argv[1], int(sys.argv[3]), int(sys.argv[4]))
    shapes = fold_constants(net)
    join_hard_swish(net)
    join_batch_normalisation(net)
    join_factors(net)
    join_offsets(net)
    take_over_convolutions(net)
    take_over_output(net, shapes)
    take_over_attention(net)
    take_over_products(net)
    widen_constants(net, shapes)
    net.write_constants()
    onnx.save(net.model, sys.argv[2])


main()
