"""What is printed and pinned to the wall: PDF pages and drawn cards."""
