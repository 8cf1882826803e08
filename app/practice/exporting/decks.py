"""
The flash cards as files: a deck for Anki, and a table between tabs.

A note's guid is made of the card's id, and the ids of deck and model never change, so that importing a later deck
updates the notes of an earlier one and keeps what Anki knows of them.
"""

from datetime import datetime
from html import escape
from io import BytesIO

from genanki import Deck as Notes
from genanki import Model, Note, Package

from app.catalog.cards import Card
from app.catalog.catalog import Catalog
from app.catalog.words import to_html, to_text

MODEL_ID = 1_736_207_841  # any number, and this one for good
DECK_ID = 1_736_207_842
NAME = "Receptive: convolutional networks"
TSV_HEAD = "#separator:tab\n#html:false\n#guid column:1\n#tags column:5\n#columns:guid\tfront\tback\tsource\ttags\n"
CSS = ".card { font: 20px sans-serif; text-align: left; max-width: 36em; margin: 1em auto; } .source { color: gray; }"
FRONT = "{{Front}}"
BACK = '{{FrontSide}}<hr id="answer">{{Back}}<p class="source">{{Source}}</p>'


def guid_of(card: Card) -> str:
    """What a card is known by in every deck that was ever made."""
    return f"receptive:{card.id}"


def apkg(catalog: Catalog, now: datetime) -> bytes:
    """The deck, as Anki imports it."""
    model = Model(
        MODEL_ID,
        "Receptive",
        fields=[{"name": "Front"}, {"name": "Back"}, {"name": "Source"}],
        templates=[{"name": "Card", "qfmt": FRONT, "afmt": BACK}],
        css=CSS,
    )
    deck = Notes(DECK_ID, NAME)
    for card in catalog.cards.by_id.values():
        fields = [to_html(card.front), to_html(card.back), escape(card.source)]
        deck.add_note(Note(model, fields, tags=[card.skill], guid=guid_of(card)))
    packed = BytesIO()
    Package(deck).write_to_file(packed, timestamp=now.timestamp())
    return packed.getvalue()


def tsv(catalog: Catalog) -> str:
    """The cards as Anki imports text: a head that names the columns, then a line for each card."""
    rows = (
        "\t".join((guid_of(card), _plain(card.front), _plain(card.back), _plain(card.source), card.skill))
        for card in catalog.cards.by_id.values()
    )
    return TSV_HEAD + "".join(f"{row}\n" for row in rows)


def _plain(words: str) -> str:
    """One line without tabs or quotes that Anki would take for its own."""
    return " ".join(to_text(words).split()).replace('"', "”")
