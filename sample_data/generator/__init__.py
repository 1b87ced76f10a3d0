"""A made-up organisation's case records, with planted breaches and the answer key to them.

Run `python -m sample_data.generator` from the top of the project to write the export and the key again.
"""
