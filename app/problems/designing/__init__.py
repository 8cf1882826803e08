"""Networks that somebody puts together, layer by layer.

building     the table in which layers are filled in: its columns, and what each sort of layer needs
staging      the same for whole networks: a row for each stage, the head last
networks     its rows -> layers of `app.conv.network`, as a laboratory runs them
appraisal    a network on an input: shapes, field, parameters, MACs and memory, exact, with the row that does not fit
rules        what rules of designs find: at least, at most, exactly
edits        the single changes one can make to a design, most natural first
"""
