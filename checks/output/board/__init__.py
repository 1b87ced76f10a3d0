"""The board summary: made from months' aggregates alone, every number in it a figure that may be published."""
