"""Results in words, pages, pictures and JSON: reading only, deciding nothing."""
