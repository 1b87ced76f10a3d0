"""A slow, plain reading of the checks, written from their definitions alone, to test the product's rules against.

judge.judge(tables, settings, as_of, rules) judges string rows; fuzz.random_export(seed, size) makes them;
coverage.pack_settings(name) reads a pack; python -m tests.reference.coverage shows what the exports raise.
Where the definitions leave room, the decision taken stands at the head of the module that took it.
"""
