"""A gradient through a real network, and through the same layers without their shortcuts."""

from app.practice.lab.highway.board import HighwayBoard, highway_board
from app.practice.lab.highway.running import Progress, Run, kept, sent_back
from app.practice.lab.highway.state import ADDRESS, HighwayState, Weights, choices, run_of

__all__ = [
    "ADDRESS",
    "HighwayBoard",
    "HighwayState",
    "Progress",
    "Run",
    "Weights",
    "choices",
    "highway_board",
    "kept",
    "run_of",
    "sent_back",
]
