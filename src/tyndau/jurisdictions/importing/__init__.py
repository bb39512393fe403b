"""Fill a deployer's country tables from files of others: territories (KATO), bodies, boundaries.

Each importer reads a whole file, takes the rows that are sound, counts the others with a reason and a line, and only
then replaces the table in one step. A file without a single sound row changes nothing.
"""
