"""What the process from which servers are forked has ready: every import, and the words."""

from tests.web.serving import words

words()
