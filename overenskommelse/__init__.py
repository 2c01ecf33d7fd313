"""The floor that all share: values that describe agreements, plans, figures and outcomes.

It computes nothing but numbers, money and dates. `overenskommelse.cli` is the roof.
"""
