"""`python -m tyndau` is the command `tyndau`."""

from tyndau.cli import main

main(prog_name="tyndau")
