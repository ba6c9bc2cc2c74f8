"""Checks before publication (brief §11.6): what is found, in which words, and what still waits to be mended."""
