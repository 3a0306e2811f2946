"""The files that a finished film is given away as."""
