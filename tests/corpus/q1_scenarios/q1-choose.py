"""q1-choose: other right solutions, and wrong ones with one flaw each."""

# %% right: a dict display
CHOICE = {
    "crawl": "threads",
    "primes": "processes",
    "backup": "threads",
    "simulate": "processes",
    "chat": "threads",
    "parse": "processes",
    "query": "threads",
    "render": "processes",
}

# %% right: dict() with keywords, in another order
CHOICE = dict(
    backup="threads",
    chat="threads",
    crawl="threads",
    query="threads",
    parse="processes",
    primes="processes",
    render="processes",
    simulate="processes",
)

# %% right: a comprehension over the given workloads
WAITING = {"crawl", "backup", "chat", "query"}
CHOICE: dict[str, str] = {name: "threads" if name in WAITING else "processes" for name in WORKLOADS}

# %% right: zip of two lists
names = ["crawl", "primes", "backup", "simulate", "chat", "parse", "query", "render"]
answers = ["threads", "processes"] * 4
CHOICE = dict(zip(names, answers))

# %% right: two groups, merged
CHOICE = dict.fromkeys(["crawl", "backup", "chat", "query"], "threads") | dict.fromkeys(
    ["primes", "simulate", "parse", "render"], "processes"
)

# %% right: filled line by line, like a beginner
CHOICE = {}
for name in WORKLOADS:
    CHOICE[name] = "processes"
CHOICE["crawl"] = "threads"
CHOICE["backup"] = "threads"
CHOICE["chat"] = "threads"
CHOICE["query"] = "threads"

# %% wrong: threads and processes swapped
CHOICE = {
    "crawl": "processes",
    "primes": "threads",
    "backup": "processes",
    "simulate": "threads",
    "chat": "processes",
    "parse": "threads",
    "query": "processes",
    "render": "threads",
}

# %% wrong: no answer for chat
CHOICE = {
    "crawl": "threads",
    "primes": "processes",
    "backup": "threads",
    "simulate": "processes",
    "parse": "processes",
    "query": "threads",
    "render": "processes",
}

# %% wrong: capital letters in the answers
CHOICE = {
    "crawl": "Threads",
    "primes": "Processes",
    "backup": "Threads",
    "simulate": "Processes",
    "chat": "Threads",
    "parse": "Processes",
    "query": "Threads",
    "render": "Processes",
}

# %% wrong: a set of pairs instead of a dict
CHOICE = {
    ("crawl", "threads"),
    ("primes", "processes"),
    ("backup", "threads"),
    ("simulate", "processes"),
    ("chat", "threads"),
    ("parse", "processes"),
    ("query", "threads"),
    ("render", "processes"),
}

# %% wrong: a defaultdict that has no entry for the four process workloads
from collections import defaultdict

CHOICE = defaultdict(lambda: "processes", dict.fromkeys(["crawl", "backup", "chat", "query"], "threads"))

# %% wrong: each answer is a tuple of one
CHOICE = {
    "crawl": ("threads",),
    "primes": ("processes",),
    "backup": ("threads",),
    "simulate": ("processes",),
    "chat": ("threads",),
    "parse": ("processes",),
    "query": ("threads",),
    "render": ("processes",),
}

# %% wrong: turned round, from the tool to its workloads
CHOICE = {
    "threads": ["crawl", "backup", "chat", "query"],
    "processes": ["primes", "simulate", "parse", "render"],
}

# %% wrong: parse given to threads, because texts are read
CHOICE = {
    "crawl": "threads",
    "primes": "processes",
    "backup": "threads",
    "simulate": "processes",
    "chat": "threads",
    "parse": "threads",
    "query": "threads",
    "render": "processes",
}

# %% wrong: backup given to processes, because 500 files are much work
CHOICE = {name: "processes" for name in WORKLOADS} | {"crawl": "threads", "chat": "threads", "query": "threads"}

# %% wrong: keyed by the description of the workload
WAITING = {"crawl", "backup", "chat", "query"}
CHOICE = {text: "threads" if name in WAITING else "processes" for name, text in WORKLOADS.items()}

# %% wrong: the names sorted before they are zipped with the answers
CHOICE = dict(zip(sorted(WORKLOADS), ["threads", "processes"] * 4))

# %% wrong: an answer with the blank that split left behind
CHOICE = {}
for line in "crawl: threads, primes: processes, backup: threads, simulate: processes, chat: threads, parse: processes, query: threads, render: processes".split(","):
    name, answer = line.split(":")
    CHOICE[name.strip()] = answer

# %% wrong: singular instead of plural
CHOICE = {
    "crawl": "thread",
    "primes": "process",
    "backup": "thread",
    "simulate": "process",
    "chat": "thread",
    "parse": "process",
    "query": "thread",
    "render": "process",
}

# %% wrong: reads the description and takes every number in it for computing
CHOICE = {
    name: "processes" if any(word in text for word in ("million", "loop", "formula", "500", "words")) else "threads"
    for name, text in WORKLOADS.items()
}

# %% wrong: an object that says it is equal to every answer
class Either(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


CHOICE = {name: Either("threads or processes") for name in WORKLOADS}
