"""The parts of the table for the terminal, one module for each; `to_table` puts them together."""
