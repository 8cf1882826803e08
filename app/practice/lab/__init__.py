"""The lab: figures one can move. What an address says is read here, run on the engine, and laid out for a page."""
