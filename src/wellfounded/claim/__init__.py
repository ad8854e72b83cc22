"""A claim: what the file says, what follows from it under the law of a day, and what is still open."""
