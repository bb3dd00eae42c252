package uses;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.Pipeline;

/** Commands of Jedis in stages. */
final class Jedis {
    private Jedis() {}

    static CompletionStage<String> get(CompletionStage<String> key, JedisPooled redis) {
        return key.thenApply(found -> redis.get(found)); // expect: ASYNC_BLOCKS_STAGE
    }

    static CompletionStage<String> getElsewhere(CompletionStage<String> key, JedisPooled redis, ExecutorService workers) {
        return key.thenApplyAsync(redis::get, workers);
    }

    static CompletionStage<Void> collect(CompletionStage<String> key, Pipeline pipeline) {
        return key.thenAccept(pipeline::get);
    }

    static CompletionStage<Void> sync(CompletionStage<String> key, Pipeline pipeline) {
        return key.thenAccept(found -> pipeline.sync()); // expect: ASYNC_BLOCKS_STAGE
    }

    static CompletionStage<Void> close(CompletionStage<String> key, JedisPooled redis) {
        return key.thenAccept(found -> redis.close());
    }
}
