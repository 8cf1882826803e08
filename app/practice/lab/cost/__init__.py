"""What a layer costs: five designs between the same shapes, on paper, on a machine's roofline, and by the clock."""

from app.practice.lab.cost.board import CostBoard, cost_board
from app.practice.lab.cost.state import ADDRESS, CostState
from app.practice.lab.cost.timing import Timing, timings

__all__ = ["ADDRESS", "CostBoard", "CostState", "Timing", "cost_board", "timings"]
