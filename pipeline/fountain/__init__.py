"""Fountain 1.1 (fountain.io/syntax): the front door of a film. Pure: text in, values out."""
