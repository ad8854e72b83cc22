"""What governs, here, that day, and why."""
