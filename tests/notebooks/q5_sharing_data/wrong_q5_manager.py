# %% q5-manager — returns the proxy
def complete_orders(order_ids, processes):
    manager = multiprocessing.Manager()
    orders = manager.list()
    with multiprocessing.Pool(processes) as pool:
        pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
    return orders

# %% q5-manager — a process for each order
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        workers = [multiprocessing.Process(target=complete_order, args=(orders, n)) for n in order_ids]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return list(orders)

# %% q5-manager — threads
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with ThreadPoolExecutor(processes) as pool:
            list(pool.map(lambda order_id: complete_order(orders, order_id), order_ids))
        return list(orders)

# %% q5-manager-worker — forgets the word
# %%module q5_manager_worker
def complete_order(orders, order_id):
    orders.append(f"Order {order_id} complete")

# %% q5-manager-worker — replaces the list
# %%module q5_manager_worker
def complete_order(orders, order_id):
    orders = orders + [f"Order {order_id} completed"]

# %% q5-manager — one process after the other
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        for order_id in order_ids:
            worker = multiprocessing.Process(target=complete_order, args=(orders, order_id))
            worker.start()
            worker.join()
        return list(orders)

# %% q5-manager — an ordinary list
def complete_orders(order_ids, processes):
    orders = []
    with multiprocessing.Pool(processes) as pool:
        pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
    return orders

# %% q5-manager — the pool's size is left to the machine
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(6) as pool:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
        return list(orders)

# %% q5-manager — ends the pool before the orders are completed
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            for order_id in order_ids:
                pool.apply_async(complete_order, (orders, order_id))
        return list(orders)

# %% q5-manager — reads the list when its manager has ended
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            pool.starmap(complete_order, [(orders, order_id) for order_id in order_ids])
    return list(orders)

# %% q5-manager — an executor for each order
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        pools = [ProcessPoolExecutor(1) for _ in order_ids]
        futures = [p.submit(complete_order, orders, n) for p, n in zip(pools, order_ids)]
        for pool, future in zip(pools, futures):
            future.result()
            pool.shutdown()
        return list(orders)

# %% q5-manager — texts from the pool, no managed list
def complete_orders(order_ids, processes):
    with multiprocessing.Pool(processes) as pool:
        return pool.map("Order {} completed".format, order_ids)

# %% q5-manager — apply, one order after the other in the pool
def complete_orders(order_ids, processes):
    with multiprocessing.Manager() as manager:
        orders = manager.list()
        with multiprocessing.Pool(processes) as pool:
            for order_id in order_ids:
                pool.apply(complete_order, (orders, order_id))
        return list(orders)
