"""The shot list: its words in four languages, its tables, its first draft, its schedule. Pure."""
