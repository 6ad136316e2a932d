"""q1-images: other right solutions, and wrong ones with one flaw each."""

# %% right: ProcessPoolExecutor.map with repeat
from itertools import repeat


def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(max_workers=processes) as pool:
        return list(pool.map(blur, paths, repeat(out_folder)))

# %% right: Pool.starmap with single items as chunks
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with multiprocessing.Pool(processes) as pool:
        return pool.starmap(blur, [(path, out_folder) for path in paths], chunksize=1)

# %% right: futures, asked in the order of the paths
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    futures = []
    results = []
    with ProcessPoolExecutor(max_workers=processes) as pool:
        for path in paths:
            future = pool.submit(blur, path, out_folder)
            futures.append(future)
        for future in futures:
            results.append(future.result())
    return results

# %% right: apply_async, the pool is closed and joined in finally
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    pool = multiprocessing.Pool(processes=processes)
    try:
        handles = [pool.apply_async(blur, (path, out_folder)) for path in paths]
        return [handle.get() for handle in handles]
    finally:
        pool.close()
        pool.join()

# %% right: starmap_async with the default chunks, blur_image in other words
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    with Image.open(path) as picture:
        blurred = picture.filter(ImageFilter.GaussianBlur(radius=2))
    target = Path(out_folder) / Path(path).name
    blurred.save(target)
    return target

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    jobs = list(zip(paths, [out_folder] * len(paths)))
    with multiprocessing.Pool(processes) as pool:
        waiting = pool.starmap_async(blur, jobs)
        return waiting.get()

# %% right: a helper in the module cell unpacks the job for imap
# %%% q1-images-worker
# %%module q1_images_worker
import os
from pathlib import Path

from PIL import Image, ImageFilter

BLUR = ImageFilter.GaussianBlur(2)


def blur_image(path, out_folder):
    new_path = os.path.join(out_folder, os.path.basename(path))
    image = Image.open(path)
    try:
        image.filter(BLUR).save(new_path)
    finally:
        image.close()
    return Path(new_path)


def work_on(job):
    blur, path, out_folder = job
    return blur(path, out_folder)

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with multiprocessing.Pool(processes) as pool:
        return [result for result in pool.imap(work_on, [(blur, path, out_folder) for path in paths])]

# %% right: imap_unordered with numbers, put in order afterwards
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path: Path, out_folder: Path) -> Path:
    """Save a blurred copy; the radius of GaussianBlur is 2 by default."""
    target = out_folder / path.name
    with Image.open(path) as image:
        image.filter(ImageFilter.GaussianBlur()).save(target)
    return target


def numbered(job):
    number, blur, path, out_folder = job
    return number, blur(path, out_folder)

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    jobs = [(number, blur, path, out_folder) for number, path in enumerate(paths)]
    with multiprocessing.Pool(processes) as pool:
        pairs = list(pool.imap_unordered(numbered, jobs))
    return [result for _, result in sorted(pairs, key=lambda pair: pair[0])]

# %% right: as_completed, filled in by number
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    results = [None] * len(paths)
    with ProcessPoolExecutor(processes) as pool:
        number_of = {pool.submit(blur, path, out_folder): number for number, path in enumerate(paths)}
        for future in as_completed(number_of):
            results[number_of[future]] = future.result()
    return results

# %% right: processes with a queue of jobs, a queue of answers, and a sentinel for each
# %%% q1-images-worker
# %%module q1_images_worker
import pickle
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    with Image.open(path) as picture:
        picture.filter(ImageFilter.GaussianBlur(2)).save(Path(out_folder) / Path(path).name)
    return Path(out_folder) / Path(path).name


def worker(jobs, answers, blur, out_folder):
    for number, path in iter(jobs.get, None):
        try:
            answer = pickle.dumps((number, blur(path, out_folder), None))
        except Exception as error:
            answer = pickle.dumps((number, None, error))
        answers.put(answer)

# %%% q1-images
import pickle


def blur_images(paths, out_folder, processes=2, blur=blur_image):
    jobs, answers = multiprocessing.Queue(), multiprocessing.Queue()
    workers = [
        multiprocessing.Process(target=worker, args=(jobs, answers, blur, out_folder)) for _ in range(processes)
    ]
    for process in workers:
        process.start()
    try:
        for job in enumerate(paths):
            jobs.put(job)
        for _ in workers:
            jobs.put(None)
        received = [pickle.loads(answers.get()) for _ in range(len(paths))]
    finally:
        for process in workers:
            process.join()
        for channel in (jobs, answers):
            channel.close()
            channel.join_thread()
    received.sort(key=lambda entry: entry[0])
    for _, _, error in received:
        if error is not None:
            raise error
    return [result for _, result, _ in received]

# %% right: one process and one pipe for each picture, a window of them
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    with Image.open(path) as picture:
        blurred = picture.filter(ImageFilter.GaussianBlur(2))
    target = Path(out_folder).joinpath(Path(path).name)
    blurred.save(str(target))
    return target


def send_result(connection, blur, path, out_folder):
    try:
        answer = True, blur(path, out_folder)
    except Exception as error:
        answer = False, error
    connection.send(answer)
    connection.close()

# %%% q1-images
from multiprocessing.connection import wait


def blur_images(paths, out_folder, processes=2, blur=blur_image):
    results = [None] * len(paths)
    waiting = list(enumerate(paths))
    running = {}
    try:
        while waiting or running:
            while waiting and len(running) < processes:
                number, path = waiting.pop(0)
                receiver, sender = multiprocessing.Pipe(duplex=False)
                process = multiprocessing.Process(target=send_result, args=(sender, blur, path, out_folder))
                process.start()
                sender.close()
                running[receiver] = number, process
            for receiver in wait(list(running)):
                good, value = receiver.recv()
                number, process = running.pop(receiver)
                receiver.close()
                process.join()
                if not good:
                    raise value
                results[number] = value
    finally:
        for receiver, (_, process) in running.items():
            process.terminate()
            process.join()
            receiver.close()
    return results

# %% right: an initializer hands blur and the folder to each worker
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter

settings = {}


def blur_image(path, out_folder):
    target = Path(out_folder, Path(path).name)
    with Image.open(path) as picture:
        picture.filter(ImageFilter.GaussianBlur(2)).save(target)
    return target


def set_up(blur, out_folder):
    settings.update(blur=blur, out_folder=out_folder)


def blur_with_settings(path):
    return settings["blur"](path, settings["out_folder"])

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes, initializer=set_up, initargs=(blur, out_folder)) as pool:
        return list(pool.map(blur_with_settings, paths))

# %% right: the context spawn, asked for by name
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes) as pool:
        handles = []
        for path in paths:
            handles.append(pool.apply_async(blur, args=(path, out_folder)))
        results = []
        for handle in handles:
            results.append(handle.get())
        return results

# %% right: no more workers than pictures, and none for no picture
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    if len(paths) == 0:
        return []
    workers = min(processes, len(paths))
    with concurrent.futures.ProcessPoolExecutor(workers) as executor:
        return [*executor.map(blur, paths, [out_folder for _ in paths])]

# %% right: typed, a window of futures, the rest is cancelled after an error
from collections.abc import Callable, Sequence


def blur_images(
    paths: Sequence[Path],
    out_folder: Path,
    processes: int = 2,
    blur: Callable[[Path, Path], Path] = blur_image,
) -> list[Path]:
    """Blur all pictures in worker processes; the first error ends the work."""
    pool = ProcessPoolExecutor(max_workers=processes)
    try:
        futures = [pool.submit(blur, path, out_folder) for path in paths]
        done, _ = concurrent.futures.wait(futures, return_when=concurrent.futures.FIRST_EXCEPTION)
        for future in done:
            future.result()
        return [future.result() for future in futures]
    finally:
        pool.shutdown(wait=True, cancel_futures=True)

# %% right: ExitStack closes and joins the pool, map_async over jobs
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    out = Path(out_folder) / Path(path).name
    picture = Image.open(path)
    picture.load()
    picture.filter(ImageFilter.GaussianBlur(2)).save(out)
    picture.close()
    return out


class Job:
    def __init__(self, blur, out_folder):
        self.blur = blur
        self.out_folder = out_folder

    def __call__(self, path):
        return self.blur(path, self.out_folder)

# %%% q1-images
from contextlib import ExitStack


def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ExitStack() as stack:
        pool = multiprocessing.Pool(processes)
        stack.callback(pool.join)
        stack.callback(pool.close)
        return pool.map_async(Job(blur, out_folder), paths, chunksize=1).get()

# %% wrong: threads instead of processes
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ThreadPoolExecutor(max_workers=processes) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))

# %% wrong: ThreadPool of multiprocessing.pool, which has threads
from multiprocessing.pool import ThreadPool


def blur_images(paths, out_folder, processes=2, blur=blur_image):
    pool = ThreadPool(processes)
    try:
        return pool.starmap(blur, [(path, out_folder) for path in paths], chunksize=1)
    finally:
        pool.close()
        pool.join()

# %% wrong: blur is called in the parent, the pool gets its result
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    target = Path(out_folder) / Path(path).name
    with Image.open(path) as picture:
        picture.filter(ImageFilter.GaussianBlur(2)).save(target)
    return target


def same(value):
    return value

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        futures = [pool.submit(same, blur(path, out_folder)) for path in paths]
        return [future.result() for future in futures]

# %% wrong: a single picture is done in the parent
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    if len(paths) == 1:
        return [blur(paths[0], out_folder)]
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))

# %% wrong: with processes=1 the parent does the work
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    if processes == 1:
        return [blur(path, out_folder) for path in paths]
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))

# %% wrong: a picture that fails is tried again in the parent
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    results = []
    with ProcessPoolExecutor(processes) as pool:
        futures = [pool.submit(blur, path, out_folder) for path in paths]
        for path, future in zip(paths, futures):
            try:
                results.append(future.result())
            except Exception:
                results.append(blur(path, out_folder))
    return results

# %% wrong: the results in the order in which they are ready
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    target = Path(out_folder) / Path(path).name
    with Image.open(path) as picture:
        picture.filter(ImageFilter.GaussianBlur(2)).save(target)
    return target


def work_on(job):
    blur, path, out_folder = job
    return blur(path, out_folder)

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with multiprocessing.Pool(processes) as pool:
        return list(pool.imap_unordered(work_on, [(blur, path, out_folder) for path in paths]))

# %% wrong: as_completed without putting the results in order
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        futures = [pool.submit(blur, path, out_folder) for path in paths]
        return [future.result() for future in as_completed(futures)]

# %% wrong: the results are sorted by name, not by the order of paths
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        futures = [pool.submit(blur, path, out_folder) for path in paths]
        return sorted(future.result() for future in as_completed(futures))

# %% wrong: always two processes
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with multiprocessing.Pool(2) as pool:
        return pool.starmap(blur, [(path, out_folder) for path in paths], chunksize=1)

# %% wrong: one process fewer, because the parent is counted as a worker
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(max(1, processes - 1)) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))

# %% wrong: a worker for each picture, processes is not looked at
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(len(paths) or 1) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))

# %% wrong: no picture at all asks for a pool of no workers
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with multiprocessing.Pool(min(processes, len(paths))) as pool:
        return pool.starmap(blur, [(path, out_folder) for path in paths], chunksize=1)

# %% wrong: one chunk for all pictures, so one worker does everything
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with multiprocessing.Pool(processes) as pool:
        return pool.starmap(blur, [(path, out_folder) for path in paths], chunksize=max(1, len(paths)))

# %% wrong: chunks of ten pictures, a short list stays with one worker
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths), chunksize=10))

# %% wrong: each picture is waited for before the next is submitted
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        return [pool.submit(blur, path, out_folder).result() for path in paths]

# %% wrong: pool.apply waits for each picture
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    results = []
    with multiprocessing.Pool(processes) as pool:
        for path in paths:
            results.append(pool.apply(blur, (path, out_folder)))
    return results

# %% wrong: blur_image is called, whatever blur is
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(blur_image, paths, [out_folder] * len(paths)))

# %% wrong: a lambda is handed to the pool and cannot be pickled
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(lambda path: blur(path, out_folder), paths)

# %% wrong: the paths are made up in the parent instead of taken from blur
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        for future in [pool.submit(blur, path, out_folder) for path in paths]:
            future.result()
    return [Path(out_folder) / Path(path).name for path in paths]

# %% wrong: a picture that fails is left out, and its error is dropped
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        futures = [pool.submit(blur, path, out_folder) for path in paths]
    return [future.result() for future in futures if future.exception() is None]

# %% wrong: the error stands in the list instead of being raised
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        futures = [pool.submit(blur, path, out_folder) for path in paths]
        return [future.exception() or future.result() for future in futures]

# %% wrong: the error is wrapped in a RuntimeError
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        try:
            return list(pool.map(blur, paths, [out_folder] * len(paths)))
        except Exception as error:
            raise RuntimeError("a picture could not be blurred") from error

# %% wrong: the error loses its arguments, only its text is kept
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    target = Path(out_folder) / Path(path).name
    with Image.open(path) as picture:
        picture.filter(ImageFilter.GaussianBlur(2)).save(target)
    return target


def try_blur(blur, path, out_folder):
    try:
        return blur(path, out_folder), None
    except Exception as error:
        return None, str(error)

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    results = []
    with ProcessPoolExecutor(processes) as pool:
        for future in [pool.submit(try_blur, blur, path, out_folder) for path in paths]:
            result, problem = future.result()
            if problem is not None:
                raise ValueError(problem)
            results.append(result)
    return results

# %% wrong: an error ends the list early, what was ready is returned
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    results = []
    with ProcessPoolExecutor(processes) as pool:
        try:
            for result in pool.map(blur, paths, [out_folder] * len(paths)):
                results.append(result)
        except Exception as error:
            print("stopped:", error)
    return results

# %% wrong: a time limit of two seconds for each picture
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with multiprocessing.Pool(processes) as pool:
        handles = [pool.apply_async(blur, (path, out_folder)) for path in paths]
        return [handle.get(timeout=2) for handle in handles]

# %% wrong: after an error the pool is not closed
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    pool = multiprocessing.Pool(processes)
    results = pool.starmap(blur, [(path, out_folder) for path in paths], chunksize=1)
    pool.close()
    pool.join()
    return results

# %% wrong: the pool is kept for the next call
from functools import lru_cache


@lru_cache(maxsize=None)
def pool_of(processes):
    return ProcessPoolExecutor(processes)


def blur_images(paths, out_folder, processes=2, blur=blur_image):
    return list(pool_of(processes).map(blur, paths, [out_folder] * len(paths)))

# %% wrong: after an error it does not wait for the pictures that are still in work
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    pool = ProcessPoolExecutor(processes)
    try:
        futures = [pool.submit(blur, path, out_folder) for path in paths]
        for future in as_completed(futures):
            future.result()
        return [future.result() for future in futures]
    finally:
        pool.shutdown(wait=False)

# %% wrong: two equal paths are done once
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        futures = {path: pool.submit(blur, path, out_folder) for path in paths}
        return [futures[path].result() for path in paths]

# %% wrong: two equal paths give one result
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    distinct = list(dict.fromkeys(paths))
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(blur, distinct, [out_folder] * len(distinct)))

# %% wrong: the place of a result is looked up with index, which finds the first of two equal paths
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    results = [None] * len(paths)
    with ProcessPoolExecutor(processes) as pool:
        path_of = {pool.submit(blur, path, out_folder): path for path in paths}
        for future in as_completed(path_of):
            results[paths.index(path_of[future])] = future.result()
    return results

# %% wrong: returns a tuple
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        return tuple(pool.map(blur, paths, [out_folder] * len(paths)))

# %% wrong: returns the iterator of pool.map
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        return pool.map(blur, paths, [out_folder] * len(paths))

# %% wrong: the folder is given once, so zip stops after the first picture
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with multiprocessing.Pool(processes) as pool:
        return pool.starmap(blur, zip(paths, [out_folder]))

# %% wrong: the caller's list of paths is used up
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    todo = paths if isinstance(paths, list) else list(paths)
    futures = []
    with ProcessPoolExecutor(processes) as pool:
        while todo:
            futures.append(pool.submit(blur, todo.pop(0), out_folder))
        return [future.result() for future in futures]

# %% wrong: a tuple of paths cannot be added to a list
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    todo = [] + paths
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(blur, todo, [out_folder] * len(todo)))

# %% wrong: an error in a worker leaves the parent waiting for its answer
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    target = Path(out_folder) / Path(path).name
    with Image.open(path) as picture:
        picture.filter(ImageFilter.GaussianBlur(2)).save(target)
    return target


def worker(jobs, answers, blur, out_folder):
    for number, path in iter(jobs.get, None):
        answers.put((number, blur(path, out_folder)))

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    jobs, answers = multiprocessing.Queue(), multiprocessing.Queue()
    workers = [
        multiprocessing.Process(target=worker, args=(jobs, answers, blur, out_folder), daemon=True)
        for _ in range(processes)
    ]
    for process in workers:
        process.start()
    for job in enumerate(paths):
        jobs.put(job)
    for _ in workers:
        jobs.put(None)
    received = sorted((answers.get() for _ in range(len(paths))), key=lambda entry: entry[0])
    for process in workers:
        process.join()
    jobs.close()
    jobs.join_thread()
    return [result for _, result in received]

# %% wrong: joins the workers before it empties the queue: stuck when the answers fill the pipe
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    target = Path(out_folder) / Path(path).name
    with Image.open(path) as picture:
        picture.filter(ImageFilter.GaussianBlur(2)).save(target)
    return target


def worker(jobs, answers, blur, out_folder):
    for number, path in iter(jobs.get, None):
        try:
            answers.put((number, blur(path, out_folder), None))
        except Exception as error:
            answers.put((number, None, error))

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    jobs, answers = multiprocessing.Queue(), multiprocessing.Queue()
    workers = [
        multiprocessing.Process(target=worker, args=(jobs, answers, blur, out_folder), daemon=True)
        for _ in range(processes)
    ]
    for process in workers:
        process.start()
    for job in enumerate(paths):
        jobs.put(job)
    for _ in workers:
        jobs.put(None)
    for process in workers:
        process.join()
    received = sorted((answers.get() for _ in range(len(paths))), key=lambda entry: entry[0])
    jobs.close()
    jobs.join_thread()
    for _, _, error in received:
        if error is not None:
            raise error
    return [result for _, result, _ in received]

# %% wrong: one sentinel for all workers, the others are left waiting for jobs
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    target = Path(out_folder) / Path(path).name
    with Image.open(path) as picture:
        picture.filter(ImageFilter.GaussianBlur(2)).save(target)
    return target


def worker(jobs, answers, blur, out_folder):
    for number, path in iter(jobs.get, None):
        try:
            answers.put((number, blur(path, out_folder), None))
        except Exception as error:
            answers.put((number, None, error))

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    jobs, answers = multiprocessing.Queue(), multiprocessing.Queue()
    workers = [
        multiprocessing.Process(target=worker, args=(jobs, answers, blur, out_folder), daemon=True)
        for _ in range(processes)
    ]
    for process in workers:
        process.start()
    for job in enumerate(paths):
        jobs.put(job)
    jobs.put(None)
    received = sorted((answers.get() for _ in range(len(paths))), key=lambda entry: entry[0])
    jobs.close()
    jobs.join_thread()
    for _, _, error in received:
        if error is not None:
            raise error
    return [result for _, result, _ in received]

# %% wrong: all processes at once, a process for each picture
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    target = Path(out_folder) / Path(path).name
    with Image.open(path) as picture:
        picture.filter(ImageFilter.GaussianBlur(2)).save(target)
    return target


def send_result(connection, blur, path, out_folder):
    try:
        answer = True, blur(path, out_folder)
    except Exception as error:
        answer = False, error
    connection.send(answer)
    connection.close()

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    started = []
    for path in paths:
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.Process(target=send_result, args=(sender, blur, path, out_folder))
        process.start()
        sender.close()
        started.append((process, receiver))
    answers = []
    for process, receiver in started:
        answers.append(receiver.recv())
        process.join()
        receiver.close()
    for good, value in answers:
        if not good:
            raise value
    return [value for _, value in answers]

# %% wrong: the picture is saved under another name
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    target = Path(out_folder) / f"blurred_{Path(path).name}"
    with Image.open(path) as picture:
        picture.filter(ImageFilter.GaussianBlur(2)).save(target)
    return target

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))

# %% wrong: the suffix is always .png, whatever the picture is called
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    target = Path(out_folder) / (Path(path).stem + ".png")
    with Image.open(path) as picture:
        picture.filter(ImageFilter.GaussianBlur(2)).save(target)
    return target

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))

# %% wrong: ImageFilter.BLUR is not a Gaussian blur of radius 2
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    target = Path(out_folder) / Path(path).name
    with Image.open(path) as picture:
        picture.filter(ImageFilter.BLUR).save(target)
    return target

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))

# %% wrong: radius 1 twice is not radius 2
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    target = Path(out_folder) / Path(path).name
    with Image.open(path) as picture:
        for _ in range(2):
            picture = picture.filter(ImageFilter.GaussianBlur(1))
    picture.save(target)
    return target

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))

# %% wrong: the blurred picture is thrown away, the original is saved
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    target = Path(out_folder) / Path(path).name
    with Image.open(path) as picture:
        picture.filter(ImageFilter.GaussianBlur(2))
        picture.save(target)
    return target

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))

# %% wrong: the picture turns grey
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    target = Path(out_folder) / Path(path).name
    with Image.open(path) as picture:
        picture.convert("L").filter(ImageFilter.GaussianBlur(2)).save(target)
    return target

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))

# %% wrong: blur_image returns a string
# %%% q1-images-worker
# %%module q1_images_worker
import os

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    target = os.path.join(out_folder, os.path.basename(path))
    with Image.open(path) as picture:
        picture.filter(ImageFilter.GaussianBlur(2)).save(target)
    return target

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))

# %% wrong: blur_image returns the path of the original
# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    with Image.open(path) as picture:
        picture.filter(ImageFilter.GaussianBlur(2)).save(Path(out_folder) / Path(path).name)
    return Path(path)

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))

# %% right: functools.partial gives the folder by its name
from functools import partial


def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with multiprocessing.Pool(processes) as pool:
        return pool.map(partial(blur, out_folder=out_folder), paths)

# %% wrong: three processes unless told otherwise
def blur_images(paths, out_folder, processes=3, blur=blur_image):
    with multiprocessing.Pool(processes) as pool:
        return pool.starmap(blur, [(path, out_folder) for path in paths], chunksize=1)

# %% wrong: blur is given texts instead of paths
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with multiprocessing.Pool(processes) as pool:
        return pool.starmap(blur, [(str(path), str(out_folder)) for path in paths], chunksize=1)


# %% right: Pool.imap over jobs (by hand)
# %%% q1-images-worker
# %%module q1_images_worker
import os
from PIL import Image, ImageFilter
from pathlib import Path


def blur_image(path, out_folder):
    picture = Image.open(path)
    picture.load()
    result = picture.filter(ImageFilter.GaussianBlur(radius=2))
    target = os.path.join(out_folder, os.path.basename(path))
    result.save(target)
    picture.close()
    return Path(target)


def blur_job(job):
    blur, path, out_folder = job
    return blur(path, out_folder)

# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    jobs = [(blur, path, out_folder) for path in paths]
    with multiprocessing.Pool(processes) as pool:
        return [result for result in pool.imap(blur_job, jobs)]


# %% right: starmap of a pool that is closed and joined (futures)
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    pool = multiprocessing.Pool(processes)
    try:
        return pool.starmap(blur, [(path, out_folder) for path in paths], chunksize=1)
    finally:
        pool.close()
        pool.join()


# %% right: partial by keyword, imap
import functools
import multiprocessing


def blur_images(paths, out_folder, processes=2, blur=blur_image):
    task = functools.partial(blur, out_folder=out_folder)
    pool = multiprocessing.get_context("spawn").Pool(processes)
    try:
        return [path for path in pool.imap(task, paths)]
    finally:
        pool.terminate()
        pool.join()

# %%% q1-images-worker
# %%module q1_images_worker
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    with Image.open(path) as image:
        target = Path(out_folder) / Path(path).name
        image.filter(ImageFilter.GaussianBlur(2)).save(target)
    return target

# %% wrong: threads in place of processes
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ThreadPoolExecutor(processes) as pool:
        return list(pool.map(lambda path: blur(path, out_folder), paths))


# %% wrong: the first that is ready comes first
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        futures = [pool.submit(blur, path, out_folder) for path in paths]
        return sorted(future.result() for future in as_completed(futures))


# %% wrong: a pool of a fixed size
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(8) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))


# %% wrong: the picture is blurred in its own folder, and then copied
# %%% q1-images-worker
# %%module q1_images_worker
import shutil
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    with Image.open(path) as picture:
        blurred = picture.filter(ImageFilter.GaussianBlur(2))
    blurred.save(path)
    return Path(shutil.copy(path, out_folder))
# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(max_workers=processes) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))


# %% wrong: the picture is moved into the folder and blurred there
# %%% q1-images-worker
# %%module q1_images_worker
import shutil
from pathlib import Path

from PIL import Image, ImageFilter


def blur_image(path, out_folder):
    target = Path(shutil.move(path, out_folder))
    with Image.open(target) as picture:
        blurred = picture.filter(ImageFilter.GaussianBlur(2))
    blurred.save(target)
    return target
# %%% q1-images
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(max_workers=processes) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))
