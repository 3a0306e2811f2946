"""What people decide, as rows: the only SQL. SQLite by default, PostgreSQL by DATABASE_URL."""

from pipeline.records.book import Book, Session, open_book

__all__ = ["Book", "Session", "open_book"]
