"""The transfer planner: a strategy and its phases for some images, what trains in each, and the memory it takes."""

from app.practice.lab.transfer.board import PlanBoard, plan_board
from app.practice.lab.transfer.state import ADDRESS, NETWORKS, PlanState

__all__ = ["ADDRESS", "NETWORKS", "PlanBoard", "PlanState", "plan_board"]
