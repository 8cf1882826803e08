"""What one layer of self-attention costs, in MACs: four maps of every token, and two products over every pair.

    projections   4 T D²   queries, keys, values, and the map behind the heads
    pairs         2 T² D   every query with every key, every weight with every value

Source: Vaswani et al., arXiv:1706.03762, section 3.2 and table 1; both terms, Liu et al., arXiv:2103.14030, equation 1.
"""

from app.conv.counts import attention_macs, linear_macs

PROJECTIONS = 4  # queries, keys, values, output


def projections(tokens: int, width: int) -> int:
    """The four maps from D to D features, of each token by itself."""
    return PROJECTIONS * linear_macs(width, width, tokens=tokens)


def pairs(tokens: int, width: int) -> int:
    """Scores and sums; heads share the width out and change nothing."""
    return attention_macs(tokens, width)


def attention(tokens: int, width: int) -> int:
    """The whole layer."""
    return projections(tokens, width) + pairs(tokens, width)
