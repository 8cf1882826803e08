"""Known networks of content/, compiled, against `ops` in float64 on an image of their own size."""

import numpy as np
import pytest

from app.catalog.catalog import Catalog
from app.conv.network.running import run
from app.conv.plan import ERROR_BOUND, compile_network
from tests.conv.test_plan import WIDE, Trained, apart, noise


@pytest.mark.parametrize("slug", ["lenet-5-1998", "mobilenet-v1", "mobilenet-v2"])
def test_a_known_network_gives_what_ops_give(slug: str, catalog: Catalog) -> None:
    network = catalog.architectures.architecture(slug)
    image = noise(1, *network.input)
    plan = compile_network(network.layers, network.input, Trained())
    wanted = run(network.layers, image.astype(np.float64), Trained(), limits=WIDE).output
    for _ in range(2):  # again, in arrays that were used
        assert apart(plan.forward(image), wanted) < ERROR_BOUND
