"""Drawing for animation: shapes, paint, light and motion, all from numbers, the same each time."""
