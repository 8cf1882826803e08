"""What other tools report of the same network: their conventions as names, and the sums they give.

Measured on ResNet-50 at 224: torchvision's 4.089 "GFLOPS" are MACs; torch's FlopCounterMode says 8.178 G, fvcore
4.111 G, thop 4.134 G. None of these is wrong; each counts something else.
"""

from dataclasses import dataclass

from app.conv.network.table import NetworkTable


@dataclass(frozen=True, slots=True)
class Counting:
    """How many operations a MAC counts for, and each number that batch normalisation gives out."""

    per_mac: int = 1
    per_normalised: int = 0


TORCHVISION = Counting()
FLOP_COUNTER = Counting(per_mac=2)  # torch.utils.flop_counter
FVCORE = Counting(per_normalised=2)  # a multiplication and an addition, at inference
THOP = Counting(per_normalised=4)


def operations(table: NetworkTable, counting: Counting = TORCHVISION) -> int:
    """The operations of one forward pass, as a tool with that convention reports them."""
    normalised = sum(row.activations for row in table.rows if row.op == "batch_norm")
    return counting.per_mac * table.totals.macs + counting.per_normalised * normalised


def reported_params(table: NetworkTable, *, running_statistics: bool = False) -> int:
    """The learned parameters, as PyTorch reports them; with batch normalisation's statistics, as Keras does."""
    return table.totals.params + (table.totals.running_statistics if running_statistics else 0)
