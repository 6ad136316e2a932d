"""q4-predict: other right orders, and wrong ones with one flaw each."""

# %% right: B works wholly between the read and the add of A
LOST_UPDATE = ["A read", "B read", "B add", "B write", "A add", "A write"]

# %% right: B reads first, A reads next, B writes before A
LOST_UPDATE = ["B read", "A read", "A add", "B add", "B write", "A write"]

# %% right: annotated, split from one text, B between the add and the write of A
LOST_UPDATE: list[str] = "A read, A add, B read, B add, B write, A write".split(", ")

# %% right: found by trying all orders
import itertools


def run(order):
    x, copy = 0, {}
    for step in order:
        thread, action = step.split()
        if action == "read":
            copy[thread] = x
        elif action == "add":
            copy[thread] += 1 if thread == "A" else 10
        else:
            x = copy[thread]
    return x


def allowed(order):
    return all(
        order.index(f"{thread} read") < order.index(f"{thread} add") < order.index(f"{thread} write") for thread in "AB"
    )


STEPS = ["A read", "A add", "A write", "B read", "B add", "B write"]
LOST_UPDATE = [list(order) for order in itertools.permutations(STEPS) if allowed(order) and run(order) == 1][-1]

# %% right: the steps alternate, A writes last
LOST_UPDATE = list(("A read", "B read") + ("A add", "B add") + ("B write", "A write"))

# %% wrong: loses the 1 of A, not the 10 of B
LOST_UPDATE = ["A read", "B read", "A add", "A write", "B add", "B write"]

# %% wrong: nothing is lost, A runs wholly before B
LOST_UPDATE = ["A read", "A add", "A write", "B read", "B add", "B write"]

# %% wrong: nothing is lost, B runs wholly before A
LOST_UPDATE = ["B read", "B add", "B write", "A read", "A add", "A write"]

# %% wrong: the add of B is left out, and so the 10 is never there
LOST_UPDATE = ["A read", "B read", "B write", "A add", "A write"]

# %% wrong: B writes before it adds
LOST_UPDATE = ["A read", "B read", "B write", "B add", "A add", "A write"]

# %% wrong: a tuple, not a list
LOST_UPDATE = ("A read", "B read", "B add", "B write", "A add", "A write")

# %% wrong: A writes a second time after B to get rid of the 10
LOST_UPDATE = ["A read", "A add", "A write", "B read", "B add", "B write", "A write"]

# %% wrong: A works wholly between the add and the write of B, so the 1 is lost
LOST_UPDATE = ["B read", "B add", "A read", "A add", "A write", "B write"]

# %% wrong: A reads first, yet B writes last over the 1
LOST_UPDATE = ["A read", "A add", "B read", "A write", "B add", "B write"]

# %% wrong: one text with the steps in it
LOST_UPDATE = "A read, B read, B add, B write, A add, A write"

# %% wrong: pairs of thread and action in place of the texts
LOST_UPDATE = [("A", "read"), ("B", "read"), ("B", "add"), ("B", "write"), ("A", "add"), ("A", "write")]


# %% right: A comes first and writes last (one global lock)
LOST_UPDATE = ["A read", "A add", "B read", "B add", "B write", "A write"]


# %% right: the other way round (plain locks)
LOST_UPDATE = ["B read", "A read", "A add", "B add", "B write", "A write"]


# %% wrong: the 1 is lost, not the 10
LOST_UPDATE = ["A read", "B read", "A add", "A write", "B add", "B write"]


# %% wrong: nothing is lost
LOST_UPDATE = ["B read", "B add", "B write", "A read", "A add", "A write"]


# %% wrong: a thread writes before it reads
LOST_UPDATE = ["A write", "B read", "B add", "B write", "A read", "A add"]


# %% wrong: a step is missing
LOST_UPDATE = ["A read", "B read", "B add", "B write", "A write"]


# %% wrong: a step is there twice
LOST_UPDATE = ["A read", "B read", "B add", "B write", "A add", "A write", "A write"]


# %% wrong: other words
LOST_UPDATE = ["A reads", "B reads", "B adds", "B writes", "A adds", "A writes"]


# %% wrong: a text in the place of a list
LOST_UPDATE = "A read, B read, B add, B write, A add, A write"
