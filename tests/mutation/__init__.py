"""Would the tests notice? Single faults are planted in a copy of some modules, and their tests run on each.

From the folder `tests`:

    python -m mutation --count 400 --seed 0          faults of every module, drawn evenly
    python -m mutation --module conditions           every fault of one module

It prints the faults that no test noticed. `tests.toml` says which tests are those of a module, `equivalent.toml`
which faults change nothing that can be noticed, and why.
"""
