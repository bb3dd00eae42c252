package uses;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.BackgroundCallback;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.framework.recipes.locks.InterProcessLock;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreMutex;
import org.apache.zookeeper.WatchedEvent;

/** Locks that processes share through ZooKeeper. */
final class Curator {
    interface Work {
        void run();

        boolean isDone();
    }

    private final InterProcessMutex mutex;
    private final InterProcessSemaphoreMutex single;
    private final InterProcessReadWriteLock halves;

    Curator(InterProcessMutex mutex, InterProcessSemaphoreMutex single, InterProcessReadWriteLock halves) {
        this.mutex = mutex;
        this.single = single;
        this.halves = halves;
    }

    boolean unlessDone(Work work) throws Exception {
        mutex.acquire(); // expect: LOCK_NOT_RELEASED (high)
        if (work.isDone()) {
            return false;
        }
        mutex.release();
        return true;
    }

    void untilItThrows(Work work) throws Exception {
        single.acquire(); // expect: LOCK_NOT_RELEASED_ON_EXCEPTION
        work.run();
        single.release();
    }

    void inAnyCase(Work work) throws Exception {
        mutex.acquire(1, TimeUnit.SECONDS); // expect: LOCK_ATTEMPT_IGNORED (high)
        try {
            work.run();
        } finally {
            mutex.release();
        }
    }

    void takenInTheTry(Work work) throws Exception {
        try {
            mutex.acquire();
            work.run();
        } finally {
            mutex.release(); // expect: LOCK_RELEASED_NOT_HELD
        }
    }

    void wrongHalf(Work work) throws Exception {
        halves.readLock().acquire();
        try {
            work.run();
        } finally {
            halves.writeLock().release(); // expect: LOCK_WRONG_ONE_RELEASED
        }
    }

    void upgraded(Work work) throws Exception {
        halves.readLock().acquire();
        try {
            halves.writeLock().acquire(); // expect: LOCK_UPGRADED
            try {
                work.run();
            } finally {
                halves.writeLock().release();
            }
        } finally {
            halves.readLock().release();
        }
    }

    boolean asked(InterProcessLock lock, Work work) throws Exception {
        if (!lock.acquire(1, TimeUnit.SECONDS)) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            lock.release();
        }
    }

    void whateverHappens(Work work) throws Exception {
        try {
            mutex.acquire();
            work.run();
        } finally {
            if (mutex.isOwnedByCurrentThread()) {
                mutex.release();
            }
        }
    }

    void again(Work work) throws Exception {
        mutex.acquire();
        try {
            if (mutex.acquire(0, TimeUnit.SECONDS)) {
                try {
                    work.run();
                } finally {
                    mutex.release();
                }
            }
        } finally {
            mutex.release();
        }
    }

    void read(Work work) throws Exception {
        halves.readLock().acquire();
        try {
            work.run();
        } finally {
            halves.readLock().release();
        }
    }

    /** In the background: the callbacks come on ZooKeeper's thread. */
    static final class Tree {
        private final CuratorFramework client;

        Tree(CuratorFramework client) {
            this.client = client;
        }

        void list(ExecutorService workers) throws Exception {
            client.getChildren().inBackground((curator, event) -> {
                for (String child : event.getChildren()) {
                    curator.delete().forPath(event.getPath() + "/" + child); // expect: ASYNC_BLOCKS_EVENT_LOOP
                }
            }).forPath("/");
            client.getChildren().inBackground((curator, event) -> curator.delete().inBackground().forPath("/x")).forPath("/");
            client.getChildren().inBackground((curator, event) -> curator.delete().forPath("/x"), workers).forPath("/");
        }

        void object(ExecutorService workers) throws Exception {
            client.getData().inBackground(new Copy()).forPath("/from");
            client.getData().inBackground(new CopyElsewhere(), workers).forPath("/from");
        }

        void watch() throws Exception {
            client.getData().usingWatcher(new Again(client)).forPath("/from");
        }
    }

    static final class Copy implements BackgroundCallback {
        @Override
        public void processResult(CuratorFramework client, CuratorEvent event) throws Exception {
            client.setData().forPath("/to", event.getData()); // expect: ASYNC_BLOCKS_EVENT_LOOP
        }
    }

    static final class CopyElsewhere implements BackgroundCallback {
        @Override
        public void processResult(CuratorFramework client, CuratorEvent event) throws Exception {
            client.setData().forPath("/to", event.getData());
        }
    }

    static final class Again implements CuratorWatcher {
        private final CuratorFramework client;

        Again(CuratorFramework client) {
            this.client = client;
        }

        @Override
        public void process(WatchedEvent event) throws Exception {
            client.getData().usingWatcher(this).forPath(event.getPath()); // expect: ASYNC_BLOCKS_EVENT_LOOP
        }
    }
}
