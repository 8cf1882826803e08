"""
Explaining in one's own words: a text is committed, then held against key points, by a pass over words and its writer.

    words, stems   a text as words that know where they stand
    negation       which of them are denied
    patterns       what to look for: "memory bound|limited"
    points         the key points of an explanation, and the slogans that stand in for one
    settling       committed text and ticked points, to what is there

The pass is simple on purpose: it shows the words it found, and whoever wrote them has the last word.
"""
