# %% q1-images — threads in place of processes
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ThreadPoolExecutor(processes) as pool:
        return list(pool.map(lambda path: blur(path, out_folder), paths))

# %% q1-images — the first that is ready comes first
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(processes) as pool:
        futures = [pool.submit(blur, path, out_folder) for path in paths]
        return sorted(future.result() for future in as_completed(futures))

# %% q1-images — a pool of a fixed size
def blur_images(paths, out_folder, processes=2, blur=blur_image):
    with ProcessPoolExecutor(8) as pool:
        return list(pool.map(blur, paths, [out_folder] * len(paths)))
