"""An edit and its media become pictures, sound, cards, and the figures that are measured on them."""
