"""An edit and its media become pictures, sound and cards, and what is measured on them."""
