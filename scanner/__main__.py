"""`python -m scanner` is the command `scan`."""

from scanner.cli import main

main()
