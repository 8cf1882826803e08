"""Explaining: commit a text (or say it aloud against a clock), go through the points, see the model answer.

    saying      an explanation's verdict in words, at each step
    views       an explanation as both doors show it
    laying_out  what the page shows of it
    committing  the use cases: start the clock, commit, settle

Nothing of the points is shown before there is a commitment, and a commitment is never changed.
"""
