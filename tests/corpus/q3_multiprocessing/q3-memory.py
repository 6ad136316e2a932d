"""q3-memory: other right solutions, and wrong ones with one flaw each."""

# %% right: a Process and a Queue, asked before the join
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, answers):
    value += 1
    answers.put(value)


# %%% q3-memory
def increment_in_child(value):
    answers = multiprocessing.Queue()
    child = multiprocessing.Process(target=add_one, args=(value, answers))
    child.start()
    from_child = answers.get()
    child.join()
    return value, from_child


# %% right: a one-way Pipe
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, connection):
    value = value + 1
    connection.send(value)
    connection.close()


# %%% q3-memory
def increment_in_child(value):
    receiver, sender = multiprocessing.Pipe(duplex=False)
    with receiver:
        child = multiprocessing.Process(target=add_one, args=(value, sender))
        child.start()
        sender.close()
        result = receiver.recv()
        child.join()
    return (value, result)


# %% right: Pool.apply with a function of the worker module
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value):
    value += 1
    return value


# %%% q3-memory
def increment_in_child(value):
    with multiprocessing.Pool(1) as pool:
        child_value = pool.apply(add_one, (value,))
    return value, child_value


# %% right: ProcessPoolExecutor and operator.add, no worker function at all
import operator


def increment_in_child(value):
    with ProcessPoolExecutor(max_workers=1) as executor:
        return value, executor.submit(operator.add, value, 1).result()


# %% right: the value's own method is what the pool runs
def increment_in_child(value):
    with multiprocessing.Pool(processes=1) as pool:
        [child] = pool.map(value.__add__, [1])
    return value, child


# %% right: a Process subclass with a SimpleQueue
# %%% q3-memory-worker
# %%module q3_memory_worker
import multiprocessing


class Incrementer(multiprocessing.Process):
    def __init__(self, value):
        super().__init__(name="incrementer")
        self.value = value
        self.answer = multiprocessing.SimpleQueue()

    def run(self):
        self.value += 1
        self.answer.put(self.value)


# %%% q3-memory
def increment_in_child(value):
    child = Incrementer(value)
    child.start()
    result = child.answer.get()
    child.join()
    return child.value, result


# %% right: a managed dict carries the child's value
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, shared):
    value += 1
    shared["child"] = value


# %%% q3-memory
def increment_in_child(value):
    with multiprocessing.Manager() as manager:
        shared = manager.dict()
        child = multiprocessing.Process(target=add_one, args=(value, shared))
        child.start()
        child.join()
        return value, shared["child"]


# %% right: a managed Namespace, long-winded
# %%% q3-memory-worker
# %%module q3_memory_worker
def child_work(namespace):
    number = namespace.before
    number = number + 1
    namespace.after = number


# %%% q3-memory
def increment_in_child(value):
    manager = multiprocessing.Manager()
    try:
        namespace = manager.Namespace()
        namespace.before = value
        process = multiprocessing.Process(target=child_work, args=(namespace,))
        process.start()
        process.join()
        parent_value = value
        child_value = namespace.after
    finally:
        manager.shutdown()
    answer = (parent_value, child_value)
    return answer


# %% right: the child changes its copy of a list, the parent's list shows the old value
# %%% q3-memory-worker
# %%module q3_memory_worker
def change(box):
    box[0] += 1
    return box


# %%% q3-memory
def increment_in_child(value):
    box = [value]
    with ProcessPoolExecutor(1) as executor:
        changed = executor.submit(change, box).result()
    return box[0], changed[0]


# %% right: a dataclass that counts itself up in the child
# %%% q3-memory-worker
# %%module q3_memory_worker
from dataclasses import dataclass


@dataclass
class Box:
    content: int

    def increment(self) -> int:
        self.content += 1
        return self.content


# %%% q3-memory
def increment_in_child(value: int) -> tuple[int, int]:
    box = Box(value)
    with multiprocessing.Pool(1) as pool:
        child_value = pool.apply_async(box.increment).get()
        pool.close()
        pool.join()
    return box.content, child_value


# %% right: a global of the worker module, set by the initializer
# %%% q3-memory-worker
# %%module q3_memory_worker
number = None


def set_number(value):
    global number
    number = value


def increment_number():
    global number
    number += 1
    return number


# %%% q3-memory
def increment_in_child(value):
    with multiprocessing.Pool(1, initializer=set_number, initargs=(value,)) as pool:
        return value, pool.apply(increment_number)


# %% right: shared memory that holds the integer's bytes, with its sign
# %%% q3-memory-worker
# %%module q3_memory_worker
from multiprocessing.shared_memory import SharedMemory


def add_one(name, size):
    block = SharedMemory(name=name)
    number = int.from_bytes(block.buf[:size], "little", signed=True) + 1
    block.buf[:size] = number.to_bytes(size, "little", signed=True)
    block.close()


# %%% q3-memory
def increment_in_child(value):
    size = value.bit_length() // 8 + 2
    block = SharedMemory(create=True, size=size)
    try:
        block.buf[:size] = value.to_bytes(size, "little", signed=True)
        child = multiprocessing.Process(target=add_one, args=(block.name, size))
        child.start()
        child.join()
        return value, int.from_bytes(block.buf[:size], "little", signed=True)
    finally:
        block.close()
        block.unlink()


# %% right: an array of bytes, and the hexadecimal digits in it
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, letters):
    value += 1
    letters.value = hex(value).encode()


# %%% q3-memory
def increment_in_child(value):
    letters = multiprocessing.Array("c", len(hex(value)) + 2)
    child = multiprocessing.Process(target=add_one, args=(value, letters))
    child.start()
    child.join()
    return value, int(letters.value.decode(), 16)


# %% right: the parent waits for the done callback's event, and leaves the executor
# %%% q3-memory-worker
# %%module q3_memory_worker
def incremented(value):
    return value + 1


# %%% q3-memory
def increment_in_child(value):
    done = threading.Event()
    with ProcessPoolExecutor(max_workers=1) as executor:
        future = executor.submit(incremented, value)
        future.add_done_callback(lambda _: done.set())
        done.wait()
    return value, future.result()


# %% wrong: the parent adds 1 itself, without a child
def increment_in_child(value):
    child_value = value
    child_value += 1
    return value, child_value


# %% wrong: the child only starts, the parent does the adding
# %%% q3-memory-worker
# %%module q3_memory_worker
def hello():
    print("in the child")


# %%% q3-memory
def increment_in_child(value):
    child = multiprocessing.Process(target=hello)
    child.start()
    child.join()
    copy = value
    copy += 1
    return value, copy


# %% wrong: a thread instead of a process
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, answers):
    value += 1
    answers.put(value)


# %%% q3-memory
def increment_in_child(value):
    answers = queue.Queue()
    child = threading.Thread(target=add_one, args=(value, answers))
    child.start()
    child.join()
    return value, answers.get()


# %% wrong: the Process of multiprocessing.dummy, which is a thread
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, answers):
    value += 1
    answers.put(value)


# %%% q3-memory
from multiprocessing import dummy


def increment_in_child(value):
    answers = dummy.Queue()
    child = dummy.Process(target=add_one, args=(value, answers))
    child.start()
    child.join()
    return value, answers.get()


# %% wrong: the task of a thread pool
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value):
    return value + 1


# %%% q3-memory
def increment_in_child(value):
    with ThreadPoolExecutor(max_workers=1) as executor:
        return value, executor.submit(add_one, value).result()


# %% wrong: a shared C int holds 32 bits only
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(shared):
    with shared.get_lock():
        shared.value += 1


# %%% q3-memory
def increment_in_child(value):
    shared = multiprocessing.Value("i", value)
    child = multiprocessing.Process(target=add_one, args=(shared,))
    child.start()
    child.join()
    return value, shared.value


# %% wrong: a shared long long holds 64 bits only
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, shared):
    value += 1
    shared.value = value


# %%% q3-memory
def increment_in_child(value):
    shared = multiprocessing.Value("q")
    child = multiprocessing.Process(target=add_one, args=(value, shared))
    child.start()
    child.join()
    return value, shared.value


# %% wrong: a shared double, made an int again, loses digits beyond 2**53
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, shared):
    value += 1
    shared.value = value


# %%% q3-memory
def increment_in_child(value):
    shared = multiprocessing.Value("d", 0.0)
    child = multiprocessing.Process(target=add_one, args=(value, shared))
    child.start()
    child.join()
    return value, int(shared.value)


# %% wrong: parent and child share the value, so the parent's changes as well
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(shared):
    shared.value += 1


# %%% q3-memory
def increment_in_child(value):
    with multiprocessing.Manager() as manager:
        shared = manager.Value("i", value)
        child = multiprocessing.Process(target=add_one, args=(shared,))
        child.start()
        child.join()
        child_value = shared.value
        return shared.value, child_value


# %% wrong: the answer of the child overwrites the parent's value
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value):
    value += 1
    return value


# %%% q3-memory
def increment_in_child(value):
    with multiprocessing.Pool(1) as pool:
        value = pool.apply(add_one, (value,))
    return value, value


# %% wrong: the child's value comes first
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value):
    return value + 1


# %%% q3-memory
def increment_in_child(value):
    with ProcessPoolExecutor(1) as executor:
        child_value = executor.submit(add_one, value).result()
    return child_value, value


# %% wrong: a list of both values instead of a tuple
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value):
    return value + 1


# %%% q3-memory
def increment_in_child(value):
    with multiprocessing.Pool(1) as pool:
        return [value, *pool.map(add_one, [value])]


# %% wrong: join before get, an integer larger than the pipe's buffer blocks both
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, answers):
    value += 1
    answers.put(value)


# %%% q3-memory
def increment_in_child(value):
    answers = multiprocessing.Queue()
    child = multiprocessing.Process(target=add_one, args=(value, answers))
    child.start()
    child.join()
    return value, answers.get()


# %% wrong: the pipe is read after the join, a huge integer does not fit into it
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, connection):
    connection.send(value + 1)
    connection.close()


# %%% q3-memory
def increment_in_child(value):
    here, there = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.Process(target=add_one, args=(value, there))
    child.start()
    child.join()
    result = here.recv()
    here.close()
    there.close()
    return value, result


# %% wrong: the child is not joined
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, answers):
    value += 1
    answers.put(value)


# %%% q3-memory
def increment_in_child(value):
    answers = multiprocessing.Queue()
    child = multiprocessing.Process(target=add_one, args=(value, answers))
    child.start()
    return value, answers.get()


# %% wrong: a daemon child that waits for more work
# %%% q3-memory-worker
# %%module q3_memory_worker
def incrementer(values, answers):
    while True:
        value = values.get()
        value += 1
        answers.put(value)


# %%% q3-memory
def increment_in_child(value):
    values, answers = multiprocessing.SimpleQueue(), multiprocessing.SimpleQueue()
    child = multiprocessing.Process(target=incrementer, args=(values, answers), daemon=True)
    child.start()
    values.put(value)
    return value, answers.get()


# %% wrong: the child is terminated after its answer, nobody waits for its end
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, answers):
    value += 1
    answers.put(value)


# %%% q3-memory
def increment_in_child(value):
    answers = multiprocessing.SimpleQueue()
    child = multiprocessing.Process(target=add_one, args=(value, answers))
    child.start()
    result = answers.get()
    child.terminate()
    return value, result


# %% wrong: an executor for all calls that is never shut down
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value):
    return value + 1


# %%% q3-memory
EXECUTOR = ProcessPoolExecutor(max_workers=1)


def increment_in_child(value):
    return value, EXECUTOR.submit(add_one, value).result()


# %% wrong: the executor shuts down without waiting
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value):
    return value + 1


# %%% q3-memory
def increment_in_child(value):
    executor = ProcessPoolExecutor(max_workers=1)
    future = executor.submit(add_one, value)
    result = future.result()
    executor.shutdown(wait=False)
    return value, result


# %% right: the digits travel as text
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(text):
    return str(int(text) + 1)


# %%% q3-memory
def increment_in_child(value):
    with multiprocessing.Pool(1) as pool:
        return value, int(pool.apply(add_one, (str(value),)))


# %% wrong: os.fork, so the child is not one of multiprocessing
def increment_in_child(value):
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        value += 1
        with os.fdopen(writer, "w") as stream:
            stream.write(hex(value))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as stream:
        text = stream.read()
    os.waitpid(pid, 0)
    return value, int(text, 16)


# %% wrong: a new interpreter by subprocess, which is not a child of multiprocessing
import subprocess
import sys


def increment_in_child(value):
    program = "value = int(input(), 16); value += 1; print(hex(value))"
    run = subprocess.run([sys.executable, "-c", program], input=hex(value), capture_output=True, text=True, check=True)
    return value, int(run.stdout, 16)


# %% wrong: the exit code carries the child's value, one byte of it
# %%% q3-memory-worker
# %%module q3_memory_worker
import sys


def add_one(value):
    sys.exit(value + 1)


# %%% q3-memory
def increment_in_child(value):
    child = multiprocessing.Process(target=add_one, args=(value,))
    child.start()
    child.join()
    return value, child.exitcode


# %% wrong: packed into eight bytes on its way back
# %%% q3-memory-worker
# %%module q3_memory_worker
import struct


def add_one(value, connection):
    try:
        connection.send_bytes(struct.pack("q", value + 1))
    finally:
        connection.close()


# %%% q3-memory
import struct


def increment_in_child(value):
    here, there = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.Process(target=add_one, args=(value, there))
    child.start()
    there.close()
    try:
        result = struct.unpack("q", here.recv_bytes())[0]
    finally:
        child.join()
        here.close()
    return value, result


# %% wrong: unsigned bytes, negative numbers are refused
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(data):
    value = int.from_bytes(data, "big")
    value += 1
    return value.to_bytes(len(data) + 1, "big")


# %%% q3-memory
def increment_in_child(value):
    data = value.to_bytes((value.bit_length() + 7) // 8 or 1, "big")
    with ProcessPoolExecutor(max_workers=1) as executor:
        return value, int.from_bytes(executor.submit(add_one, data).result(), "big")


# %% wrong: the child's bytes have no room for a carry, 127 + 1 overflows
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(data):
    value = int.from_bytes(data, "big", signed=True)
    value += 1
    return value.to_bytes(len(data), "big", signed=True)


# %%% q3-memory
def increment_in_child(value):
    data = value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True)
    with ProcessPoolExecutor(max_workers=1) as executor:
        return value, int.from_bytes(executor.submit(add_one, data).result(), "big", signed=True)


# %% wrong: an answer of 0 counts as no answer
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, answers):
    value += 1
    answers.put(value)


# %%% q3-memory
def increment_in_child(value):
    answers = multiprocessing.Queue()
    child = multiprocessing.Process(target=add_one, args=(value, answers))
    child.start()
    child_value = answers.get() or value
    child.join()
    return value, child_value


# %% wrong: the parent asks the queue without waiting for the child
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, answers):
    value += 1
    answers.put(value)


# %%% q3-memory
def increment_in_child(value):
    answers = multiprocessing.Queue()
    child = multiprocessing.Process(target=add_one, args=(value, answers))
    child.start()
    try:
        child_value = answers.get_nowait()
    except queue.Empty:
        child_value = value
    child.join()
    return value, child_value


# %% wrong: sleeps a moment and hopes that the child is done
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, shared):
    value += 1
    shared["child"] = value


# %%% q3-memory
def increment_in_child(value):
    with multiprocessing.Manager() as manager:
        shared = manager.dict(child=value)
        child = multiprocessing.Process(target=add_one, args=(value, shared))
        child.start()
        time.sleep(0.01)
        child_value = shared["child"]
        child.join()
        return value, child_value


# %% wrong: the child appends to its own list, the parent reads its own
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value, results):
    value += 1
    results.append(value)


# %%% q3-memory
def increment_in_child(value):
    results = [value]
    child = multiprocessing.Process(target=add_one, args=(value, results))
    child.start()
    child.join()
    return value, results[-1]


# %% wrong: a nested function as the target of the process
def increment_in_child(value):
    answers = multiprocessing.SimpleQueue()

    def add_one():
        answers.put(value + 1)

    child = multiprocessing.Process(target=add_one)
    child.start()
    result = answers.get()
    child.join()
    return value, result


# %% wrong: a queue of the module, which a child that imports it afresh does not share
# %%% q3-memory-worker
# %%module q3_memory_worker
import multiprocessing

answers = multiprocessing.SimpleQueue()


def add_one(value):
    value += 1
    answers.put(value)


# %%% q3-memory
def increment_in_child(value):
    child = multiprocessing.Process(target=add_one, args=(value,))
    child.start()
    result = answers.get()
    child.join()
    return value, result


# %% wrong: answers are remembered, a value seen before needs no child any more
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value):
    return value + 1


# %%% q3-memory
import functools


@functools.lru_cache
def increment_in_child(value):
    with multiprocessing.Pool(1) as pool:
        return value, pool.apply(add_one, (value,))


# %% wrong: small integers are not worth a child
# %%% q3-memory-worker
# %%module q3_memory_worker
def add_one(value):
    return value + 1


# %%% q3-memory
def increment_in_child(value):
    if abs(value) < 2:
        return value, value + 1
    with multiprocessing.Pool(1) as pool:
        return value, pool.apply(add_one, (value,))


# %% wrong: both the initializer and the task add 1
# %%% q3-memory-worker
# %%module q3_memory_worker
def start_with(value):
    global number
    number = value + 1


def increment():
    global number
    number += 1
    return number


# %%% q3-memory
def increment_in_child(value):
    with multiprocessing.Pool(1, initializer=start_with, initargs=(value,)) as pool:
        return value, pool.apply(increment)


# %% right: an executor of one (processes)
def increment_in_child(value):
    with ProcessPoolExecutor(1) as pool:
        child = pool.submit(add_one, value).result()
    return value, child


# %% right: a process and a pipe (styles)
# %%% q3-memory-worker
# %%module q3_memory_worker
def child_main(connection, value):
    value += 1
    connection.send(value)
    connection.close()

# %%% q3-memory
def increment_in_child(value):
    here, there = multiprocessing.Pipe()
    child = multiprocessing.Process(target=child_main, args=(there, value))
    child.start()
    result = here.recv()
    child.join()
    here.close()
    there.close()
    return (value, result)


# %% wrong: no child at all
def increment_in_child(value):
    return value, value + 1


# %% wrong: a C integer is too small
def increment_in_child(value):
    shared = multiprocessing.Value("i", value)
    with multiprocessing.Pool(1) as pool:
        shared.value = pool.apply(add_one, (value,))
    return value, shared.value


# %% wrong: the child adds, its sum is lost, and the parent computes it again
import multiprocessing


def increment_in_child(value):
    child = multiprocessing.Process(target=add, args=(value,))
    child.start()
    child.join()
    return value, value + 1

# %%% q3-memory-worker
# %%module q3_memory_worker
def add(value):
    value += 1


# %% right: a pipe, and both processes print what they have
import multiprocessing


def increment_in_child(value: int) -> tuple[int, int]:
    parent_end, child_end = multiprocessing.Pipe()
    process = multiprocessing.Process(target=increment, args=(child_end, value))
    process.start()
    received = parent_end.recv()
    process.join()
    print(f"parent: {value}, child: {received}")
    return (value, received)

# %%% q3-memory-worker
# %%module q3_memory_worker
import os


def increment(connection, value):
    value = value + 1
    print(f"child {os.getpid()} has {value}")
    connection.send(value)
    connection.close()
