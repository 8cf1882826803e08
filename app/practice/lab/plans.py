"""Compiled networks that are kept: drawing and transforming the weights takes longer than sending an image through."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from app.conv.network.layers import Layers
from app.conv.network.running import Weights
from app.conv.network.shape import Shape
from app.conv.plan import Costs, Plan, compile_network
from app.conv.plan.holding import floats_held

FLOAT_BYTES = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """A network for images of one shape, with the weights of a seed."""

    layers: Layers
    shape: Shape
    seed: int
    costs: Costs

    @property
    def most_bytes(self) -> int:
        """What its plan and a gradient of its input may hold."""
        return FLOAT_BYTES * floats_held(self.layers, self.shape, self.costs)

    def compiled(self) -> Plan:
        """A new plan."""
        return compile_network(self.layers, self.shape, Weights(self.seed), self.costs)


@dataclass(slots=True)
class Plans:
    """The plans that were asked for last, as many as `most_bytes` hold together; one that alone is more is not kept."""

    _kept: OrderedDict[Wanted, tuple[Plan, int]] = field(default_factory=OrderedDict[Wanted, tuple[Plan, int]])
    _lock: Lock = field(default_factory=Lock)

    def plan(self, wanted: Wanted, most_bytes: int) -> Plan:
        """The one that is kept, or a new one. Two that ask at once may each make one, and the later one stays."""
        with self._lock:
            if wanted in self._kept:
                self._kept.move_to_end(wanted)
                return self._kept[wanted][0]
        plan = wanted.compiled()
        with self._lock:
            self._kept[wanted] = plan, wanted.most_bytes
            self._kept.move_to_end(wanted)
            while self.bytes > most_bytes:
                self._kept.popitem(last=False)
        return plan

    @property
    def bytes(self) -> int:
        """What all that are kept may hold."""
        return sum(held for _, held in self._kept.values())
