package uses;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;

/** Operators of Mutiny. */
final class Mutiny {
    private Mutiny() {}

    interface Store {
        Uni<String> find(String key);
    }

    static Uni<String> inside(Uni<String> key, Store store) {
        return key.onItem().transform(found -> store.find(found).await().indefinitely()); // expect: ASYNC_BLOCKS_STAGE
    }

    static Multi<String> each(Multi<String> keys, Store store) {
        return keys.map(key -> store.find(key).await().atMost(Duration.ofSeconds(1))); // expect: ASYNC_BLOCKS_STAGE
    }

    static Uni<String> flat(Uni<String> key, Store store) {
        return key.flatMap(store::find);
    }

    static Uni<String> moved(Uni<String> key, Store store) {
        return key.emitOn(Infrastructure.getDefaultWorkerPool())
                .onItem()
                .transform(found -> store.find(found).await().indefinitely());
    }

    static Uni<String> called(String key, Store store) {
        return Uni.createFrom()
                .item(() -> store.find(key).await().indefinitely())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    static String outside(Store store) {
        return store.find("x").await().indefinitely();
    }
}
