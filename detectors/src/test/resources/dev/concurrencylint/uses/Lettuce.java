package uses;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.concurrent.CompletionStage;

/** Commands of Lettuce, on its event loops and off them. */
final class Lettuce {
    private Lettuce() {}

    static final class Copies extends RedisPubSubAdapter<String, String> {
        private final RedisCommands<String, String> commands;

        Copies(RedisCommands<String, String> commands) {
            this.commands = commands;
        }

        @Override
        public void message(String channel, String message) {
            commands.set(channel, message); // expect: ASYNC_BLOCKS_EVENT_LOOP
        }

        @Override
        public void subscribed(String channel, long count) {
            commands.getStatefulConnection().async().set(channel, "0");
        }
    }

    static CompletionStage<String> get(StatefulRedisConnection<String, String> connection) {
        return connection.async().get("key").thenApply(key -> connection.sync().get(key)); // expect: ASYNC_BLOCKS_STAGE
    }

    static CompletionStage<String> getLater(StatefulRedisConnection<String, String> connection) {
        return connection.async().get("key").thenCompose(key -> connection.async().get(key));
    }

    static CompletionStage<StatefulRedisConnection<String, String>> connect(CompletionStage<RedisClient> client) {
        return client.thenApply(found -> found.connect()); // expect: ASYNC_BLOCKS_STAGE
    }
}
