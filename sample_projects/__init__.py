"""Films and workshops to try Claquette with: texts in the repository, pictures and sounds from code."""
