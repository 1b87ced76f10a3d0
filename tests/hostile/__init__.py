"""Hostile exports: made on purpose, run through the real command, and judged by what anybody could see of it."""
