"""The measures of layers that weigh channels, features or tokens."""

from app.conv.counts import attention_macs, batch_norm_params, linear_macs, linear_params
from app.conv.network.layers import Attention, BatchNorm, LayerNorm, Linear, Scale, SqueezeExcite
from app.conv.network.shape import ImageShape, Measure, Shape, TokensShape, channels_of, shape_text
from app.errors import Impossible


def per_channel(layer: BatchNorm | LayerNorm | Scale, shape: Shape) -> Measure:
    """A few learned numbers for each channel or feature; the shape stays."""
    if isinstance(layer, BatchNorm):
        return _batch_norm(shape)
    each = 2 if isinstance(layer, LayerNorm) or layer.bias else 1
    params = each * channels_of(shape)
    return Measure(shape, f"{each}*{channels_of(shape)} = {params} parameters", params)


def linear(layer: Linear, shape: Shape) -> Measure:
    """(F,) -> (O,), (T, F) -> (T, O), (C, 1, 1) -> (O,)."""
    if len(shape) == 3 and shape[1:] != (1, 1):
        raise Impossible(f"A linear layer takes a vector or tokens; {shape_text(shape)} has to be flattened first.")
    features, tokens = channels_of(shape), shape[0] if len(shape) == 2 else 1
    params = linear_params(features, layer.out_features, bias=layer.bias)
    macs = linear_macs(features, layer.out_features, tokens=tokens)
    plus = f" + {layer.out_features}" if layer.bias else ""
    times = f"{tokens}*" if len(shape) == 2 else ""
    return Measure(
        output=(tokens, layer.out_features) if len(shape) == 2 else (layer.out_features,),
        formula=(
            f"{layer.out_features}*{features}{plus} = {params} parameters;"
            f" {times}{layer.out_features}*{features} = {macs} MACs"
        ),
        params=params,
        macs=macs,
    )


def squeeze_excite(layer: SqueezeExcite, shape: ImageShape) -> Measure:
    """Two layers on the channels' means; the shape stays."""
    channels, squeezed = shape[0], layer.squeeze_channels
    params = linear_params(channels, squeezed) + linear_params(squeezed, channels)
    macs = linear_macs(channels, squeezed) + linear_macs(squeezed, channels)
    formula = (
        f"{squeezed}*{channels} + {squeezed} + {channels}*{squeezed} + {channels} = {params} parameters;"
        f" 2*{squeezed}*{channels} = {macs} MACs"
    )
    return Measure(shape, formula, params, macs)


def attention(layer: Attention, shape: TokensShape) -> Measure:
    """(T, 3F) -> (T, F)."""
    tokens, tripled = shape
    if tripled % (3 * layer.heads):
        raise Impossible(
            f"{tripled} features are not queries, keys and values of {layer.heads} heads:"
            f" 3*{layer.heads} = {3 * layer.heads} does not divide {tripled}."
        )
    features = tripled // 3
    macs = attention_macs(tokens, features)
    formula = f"2*{tokens}*{tokens}*{features} = {macs} MACs"
    return Measure((tokens, features), formula, macs=macs, scratch=(layer.heads, tokens, tokens))


def _batch_norm(shape: Shape) -> Measure:
    if len(shape) == 2:
        raise Impossible(f"Batch normalisation needs channels; {shape_text(shape)} are tokens, for layer_norm.")
    channels = shape[0]
    learned = batch_norm_params(channels)
    kept = batch_norm_params(channels, running_statistics=True) - learned
    formula = f"2*{channels} = {learned} parameters, and {kept} running statistics"
    return Measure(shape, formula, params=learned, running_statistics=kept)
