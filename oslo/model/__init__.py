"""What a class is: how it is declared, the values that its properties hold, and its description.

Everything that is derived from a class is derived from that description.
"""
