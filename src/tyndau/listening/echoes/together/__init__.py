"""Synchronised sharing: accounts that share the same objects within a window of time, again and again.

`compat` follows the reference implementation row for row; `corrected` mends its defects and asks what chance explains.
"""
