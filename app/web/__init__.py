"""The two doors: pages and API."""
