"""Decisions without I/O: the same arguments give the same answer, and `now` is always an argument."""
