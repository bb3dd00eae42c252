package uses;

import java.util.concurrent.CompletionStage;
import org.infinispan.Cache;
import org.infinispan.client.hotrod.RemoteCache;

/** Caches in stages. */
final class Infinispan {
    private Infinispan() {}

    static CompletionStage<String> remote(CompletionStage<String> key, RemoteCache<String, String> cache) {
        return key.thenApply(found -> cache.get(found)); // expect: ASYNC_BLOCKS_STAGE
    }

    static CompletionStage<String> remoteLater(CompletionStage<String> key, RemoteCache<String, String> cache) {
        return key.thenCompose(cache::getAsync);
    }

    /** Mostly in memory. */
    static CompletionStage<String> embedded(CompletionStage<String> key, Cache<String, String> cache) {
        return key.thenApply(found -> cache.get(found));
    }

    static CompletionStage<String> name(CompletionStage<String> key, RemoteCache<String, String> cache) {
        return key.thenApply(found -> found + cache.getName());
    }
}
