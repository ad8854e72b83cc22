"""A document against the law: its citations, its quotations, its statements about rulings."""
