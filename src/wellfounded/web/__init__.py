"""The local application: cases, the law and the checks on one screen, served to this computer alone."""
