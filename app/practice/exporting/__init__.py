"""Out of the product: the plan as a calendar, the flash cards as a deck for Anki and as a table."""
