"""The portal's sentences in three languages, kept without GNU gettext; docs/translating.md tells how to work with them.

python -m tyndau.portal.messages extract    # bring the catalogues up to the sources; also after a merge conflict
python -m tyndau.portal.messages check      # what is missing, fuzzy, alike or broken
python -m tyndau.portal.messages compile    # .po -> .mo, as `make setup` does
"""
