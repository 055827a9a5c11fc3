"""Job boards' exports, one posting a row: CSV, JSON Lines and Parquet, read row by row whatever their size.

One bad row never costs the others: it comes out as an `Unreadable` that names the file and the row.
"""

from scanner.exports.read import is_export, read_rows
from scanner.exports.row import Row
from scanner.exports.wanted import Wanted

__all__ = ["Row", "Wanted", "is_export", "read_rows"]
