"""Confidential cases, encrypted: the vault, its history, its log and its backups."""
