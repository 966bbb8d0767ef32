"""The cards of the box on paper: plain values in, the bytes of a PDF out."""

from residents.documents.rendering import PER_SHEET, CardSheet, render_cards

__all__ = ["PER_SHEET", "CardSheet", "render_cards"]
