"""The nine skills of the self-assessment. Their names are words and live in content/skills.yaml."""

from enum import StrEnum


class Skill(StrEnum):
    """What a problem trains; the order is the chapter's."""

    OUTPUT_SIZE = "output-size"
    SLIDING_DOT_PRODUCT = "sliding-dot-product"
    RECEPTIVE_FIELD = "receptive-field"
    POOLING = "pooling"
    ARCHITECTURES = "architectures"
    SKIP_GRADIENT = "skip-gradient"
    POINTWISE = "pointwise"
    DEPTHWISE_SEPARABLE = "depthwise-separable"
    TRANSFER_LEARNING = "transfer-learning"
