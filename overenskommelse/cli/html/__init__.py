"""The HTML form: a page in one file, for the screen, for paper and for those who listen.

Imported only where that form is asked for.
"""
