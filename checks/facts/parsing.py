"""Reading SQL into a syntax tree, for steps and rules alike."""

import sqlglot
from sqlglot import exp


def parse(text: str) -> exp.Expr:
    """The syntax tree of one DuckDB statement or expression. sqlglot's errors for what is not one.

    Where each word stood in the text and the comments are left out: every run copies the trees many
    times, and most of a copy would be those.
    """
    tree: exp.Expr = sqlglot.parse_one(text, dialect="duckdb")
    for node in tree.walk():
        node._meta = None
        node.comments = None
    return tree
