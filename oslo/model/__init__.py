"""Model classes: how they are declared, the values that their properties hold, and their description.

Everything derived from a class is derived from that description.
"""
