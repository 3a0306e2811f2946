"""Films and workshops to try Claquette with: texts are files, pictures and sounds are code."""
