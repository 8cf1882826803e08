"""Layers that put numbers elsewhere, and attention, which mixes tokens."""

import numpy as np

from app.conv.grads import softmax_vjp
from app.conv.network.layers import Attention, Select, Tokens
from app.conv.network.running.passed import Found, Passed
from app.conv.network.running.weights import Parameters
from app.conv.ops import Array, softmax


def flattened(array: Array) -> Passed:
    """(N, …) -> (N, F)."""
    return Passed(array.reshape(len(array), -1), lambda gradient: gradient.reshape(array.shape))


def selected(layer: Select, image: Array) -> Passed:
    """Some of the channels."""
    channels = list(layer.channels)

    def back(gradient: Array) -> Array:
        to_image = np.zeros_like(image)
        for place, channel in enumerate(channels):  # a channel may be there twice
            to_image[:, channel] += gradient[:, place]
        return to_image

    return Passed(image[:, channels], back)


def tokenised(layer: Tokens, name: str, image: Array, weights: Parameters, found: Found | None = None) -> Passed:
    """(N, C, H, W) -> (N, H·W, C), and what is learned besides."""
    count, channels, height, width = image.shape
    tokens = image.reshape(count, channels, height * width).swapaxes(1, 2)  # (N, H·W, C)
    if layer.class_token:
        first = weights.draw(f"{name}.class_token", (1, channels), image.dtype)
        tokens = np.concatenate([np.broadcast_to(first, (count, 1, channels)), tokens], axis=1)  # (N, 1 + H·W, C)
    if layer.positions:
        tokens = tokens + weights.draw(f"{name}.positions", tokens.shape[1:], image.dtype)

    def back(gradient: Array) -> Array:
        if found is not None and layer.class_token:
            found[f"{name}.class_token"] = gradient[:, :1].sum(axis=0)  # a row that all images share
        if found is not None and layer.positions:
            found[f"{name}.positions"] = gradient.sum(axis=0)
        of_pixels = gradient[:, int(layer.class_token) :]  # (N, H·W, C)
        return of_pixels.swapaxes(1, 2).reshape(image.shape)

    return Passed(tokens, back)


def first_of(tokens: Array) -> Passed:
    """(N, T, F) -> (N, F)."""

    def back(gradient: Array) -> Array:
        to_tokens = np.zeros_like(tokens)
        to_tokens[:, 0] = gradient
        return to_tokens

    return Passed(tokens[:, 0], back)


def attended(layer: Attention, tokens: Array) -> Passed:
    """(N, T, 3F) -> (N, T, F). Source: arXiv:1706.03762, equation 1."""
    count, length, tripled = tokens.shape
    split = (count, length, 3, layer.heads, tripled // (3 * layer.heads))
    queries, keys, values = tokens.reshape(split).transpose(2, 0, 3, 1, 4)  # each (N, heads, T, d)
    root = split[-1] ** 0.5
    scores = queries @ keys.swapaxes(2, 3) / root  # (N, heads, T, T)
    shares = softmax(scores, -1)

    def back(gradient: Array) -> Array:
        by_head = gradient.reshape(count, length, layer.heads, -1).swapaxes(1, 2)  # (N, heads, T, d)
        (to_scores,) = softmax_vjp(by_head @ values.swapaxes(2, 3), scores, -1)
        to_queries, to_keys = to_scores @ keys / root, to_scores.swapaxes(2, 3) @ queries / root
        parts = np.stack([to_queries, to_keys, shares.swapaxes(2, 3) @ by_head])  # (3, N, heads, T, d)
        return parts.transpose(1, 3, 0, 2, 4).reshape(tokens.shape)

    mixed = shares @ values  # (N, heads, T, d)
    return Passed(mixed.swapaxes(1, 2).reshape(count, length, tripled // 3), back)
