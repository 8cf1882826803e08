"""The measures of layers that only put things elsewhere, and of the tokens that are learned on the way."""

from math import prod

from app.conv.network.layers import FirstToken, Flatten, Select, Tokens
from app.conv.network.shape import ImageShape, Measure, Shape, image_shape, tokens_shape
from app.errors import Impossible


def moved(layer: Flatten | Select | Tokens | FirstToken, shape: Shape) -> Measure:
    """The same numbers in another shape, or some of them."""
    match layer:
        case Flatten():
            return Measure((prod(shape),), f"{'*'.join(map(str, shape))} = {prod(shape)}")
        case Select():
            return _select(layer, image_shape(layer, shape))
        case Tokens():
            return _tokens(layer, image_shape(layer, shape))
        case FirstToken():
            return Measure((tokens_shape(layer, shape)[1],), "the first token")


def _select(layer: Select, shape: ImageShape) -> Measure:
    channels, height, width = shape
    if max(layer.channels) >= channels:
        raise Impossible(f"There is no channel {max(layer.channels)}: the last of {channels} is {channels - 1}.")
    return Measure((len(layer.channels), height, width), f"{len(layer.channels)} of {channels} channels")


def _tokens(layer: Tokens, shape: ImageShape) -> Measure:
    channels, height, width = shape
    tokens = height * width + layer.class_token
    params = channels * (layer.class_token + tokens * layer.positions)
    one_more = " + 1" if layer.class_token else ""
    return Measure((tokens, channels), f"{height}*{width}{one_more} = {tokens} tokens; {params} parameters", params)
