"""The backlog: queues of cases before the immigration courts, and what would move them."""
