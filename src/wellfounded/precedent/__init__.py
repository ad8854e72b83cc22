"""Precedent that binds: decided cases as factors, and what they force. See `docs/precedent.md`."""
