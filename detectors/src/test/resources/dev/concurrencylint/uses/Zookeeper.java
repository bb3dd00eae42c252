package uses;

import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/** Callbacks and watchers of ZooKeeper, all on one thread. */
final class Zookeeper {
    private final ZooKeeper keeper;

    Zookeeper(ZooKeeper keeper) {
        this.keeper = keeper;
    }

    static final class Members implements Watcher {
        private final ZooKeeper keeper;
        private volatile List<String> members = List.of();

        Members(ZooKeeper keeper) {
            this.keeper = keeper;
        }

        @Override
        public void process(WatchedEvent event) {
            try {
                members = keeper.getChildren("/members", this); // expect: ASYNC_BLOCKS_EVENT_LOOP
            } catch (KeeperException e) {
                members = List.of();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void delete() {
        keeper.getChildren("/old", false, (code, path, context, children) -> {
            for (String child : children) {
                try {
                    keeper.delete(path + "/" + child, -1); // expect: ASYNC_BLOCKS_EVENT_LOOP
                } catch (KeeperException | InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }, null);
    }

    void deleteWithCallbacks(AsyncCallback.VoidCallback deleted) {
        keeper.getChildren("/old", false, (code, path, context, children) -> {
            for (String child : children) {
                keeper.delete(path + "/" + child, -1, deleted, null);
            }
        }, null);
    }

    void handOver(ExecutorService workers) {
        keeper.exists("/ready", event -> workers.execute(this::load), (code, path, context, stat) -> {}, null);
    }

    private void load() {
        try {
            keeper.getData("/ready", false, null);
        } catch (KeeperException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
