"""The same stacks in PyTorch, with weights of its own dice."""

from app.conv.grads import Block
from app.conv.grads.flow import BATCH
from app.practice.exploring.flow import FlowRequest

SCRIPT = """import torch
from torch import nn

torch.manual_seed({seed})


class Block(nn.Module):
    def __init__(self, width, skip):
        super().__init__()
        self.skip = skip
        self.weight = nn.Linear(width, width, bias=False)
        nn.init.normal_(self.weight.weight, std={std})
{set_up}
    def forward(self, x):
        skip = x if self.skip else 0
        return {forward}


for skip in (False, True):
    blocks = [Block({width}, skip) for _ in range({blocks})]
    inputs = [torch.randn({batch}, {width}, requires_grad=True)]
    for block in blocks:
        inputs.append(block(inputs[-1]))
    direction = torch.randn({batch}, {width})
    loss = (inputs[-1] * direction / direction.norm()).sum()
    norms = [grad.norm().item() for grad in torch.autograd.grad(loss, inputs[:-1])]
    print("with skips" if skip else "plain", norms)"""


def pytorch(request: FlowRequest) -> str:
    """A script that prints the norms of both."""
    return SCRIPT.format(
        seed=request.seed,
        std=_std(request),
        set_up=_set_up(request.block),
        forward=_forward(request.block),
        width=request.width,
        blocks=request.blocks,
        batch=BATCH if request.block.batch_norm else 1,
    )


def _std(request: FlowRequest) -> str:
    variance = 2 if request.block.activation == "relu" else 1
    return f"{request.gain:g} * ({variance} / width) ** 0.5"


def _set_up(block: Block) -> str:
    lines: list[str] = []
    if block.centre:
        lines.append(f"self.weight.weight.data += {block.centre:g} * torch.eye(width)")
    if block.batch_norm:
        lines.append("self.norm = nn.BatchNorm1d(width)")
    return "".join(f"        {line}\n" for line in lines)


def _forward(block: Block) -> str:
    def activated(x: str) -> str:
        return f"torch.relu({x})" if block.activation == "relu" else x

    def normal(x: str) -> str:
        return f"self.norm({x})" if block.batch_norm else x

    if block.order == "pre":
        return f"self.weight({activated(normal('x'))}) + skip"
    return activated(f"{normal('self.weight(x)')} + skip")
