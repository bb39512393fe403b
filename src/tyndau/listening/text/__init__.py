"""Text: normal form, language, tokens, stems. The stored post is never rewritten; match keys stand beside it."""
