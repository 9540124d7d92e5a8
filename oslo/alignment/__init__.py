"""Resources in the classes of another profile, by tables of corresponding classes and properties.

`tables` reads and checks a table, `translation` applies it to a resource, `values` converts values.
"""
