"""The network table: layers as lines, as YAML, as a form or by a network's name; what one change of a field does."""

from app.practice.lab.network.board import NetworkBoard, network_board
from app.practice.lab.network.state import ADDRESS, By, Change, FormRow, NetworkState

__all__ = ["ADDRESS", "By", "Change", "FormRow", "NetworkBoard", "NetworkState", "network_board"]
