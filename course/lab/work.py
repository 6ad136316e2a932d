"""Work of a known size, in a module that a worker process imports in no time; for students."""


def busy_work(rounds: int) -> int:
    """Compute for `rounds` rounds of pure Python; worker processes can import it."""
    x = 1
    for _ in range(rounds):
        x = (x * 1_103_515_245 + 12_345) & 0x7FFFFFFF
    return x
