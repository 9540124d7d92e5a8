"""Resources in the classes of another profile, by tables of which class and property says what there.

`tables` reads and checks a table, `translation` walks a resource along it, `values` turns values over.
"""
