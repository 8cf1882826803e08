"""
Search over what is the same for every learner.

    documents   the catalog as pages that can be found, each with its address
    tokens      a text as words, signs of size and numbers
    spelling    the words there are, and the nearest of them to one that is not
    wanted      what somebody typed, as terms and the phrases that stand for each
    search      terms to hits, best first
    wording     what came of it, in sentences
"""

from app.practice.searching.documents import Document, FigurePage, HitKind, documents
from app.practice.searching.search import LONGEST_QUERY, Search, SearchWhenAsked
from app.practice.searching.views import Found, Hit
from app.practice.searching.wording import SearchBoard, board

__all__ = [
    "LONGEST_QUERY",
    "Document",
    "FigurePage",
    "Found",
    "Hit",
    "HitKind",
    "Search",
    "SearchBoard",
    "SearchWhenAsked",
    "board",
    "documents",
]
