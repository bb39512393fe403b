"""Echoes: copies of one message. An echo group weighs as one voice, however many accounts repeat it."""
