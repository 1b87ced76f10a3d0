"""The report's own stylesheet, shared by the notebook's sections and the standalone page."""

from importlib import resources

STYLESHEET = resources.files(__package__).joinpath("report", "sections.css").read_text("utf-8")
STYLE_TAG = f"<style>{STYLESHEET}</style>"
