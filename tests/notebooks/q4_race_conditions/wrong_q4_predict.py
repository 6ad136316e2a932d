# %% q4-predict — the 1 is lost, not the 10
LOST_UPDATE = ["A read", "B read", "A add", "A write", "B add", "B write"]

# %% q4-predict — nothing is lost
LOST_UPDATE = ["B read", "B add", "B write", "A read", "A add", "A write"]

# %% q4-predict — a thread writes before it reads
LOST_UPDATE = ["A write", "B read", "B add", "B write", "A read", "A add"]

# %% q4-predict — a step is missing
LOST_UPDATE = ["A read", "B read", "B add", "B write", "A write"]

# %% q4-predict — a step is there twice
LOST_UPDATE = ["A read", "B read", "B add", "B write", "A add", "A write", "A write"]

# %% q4-predict — other words
LOST_UPDATE = ["A reads", "B reads", "B adds", "B writes", "A adds", "A writes"]

# %% q4-predict — a text in the place of a list
LOST_UPDATE = "A read, B read, B add, B write, A add, A write"
