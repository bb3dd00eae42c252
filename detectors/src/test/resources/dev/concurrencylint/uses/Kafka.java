package uses;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;

/** Producers and consumers of Kafka. */
final class Kafka {
    private Kafka() {}

    static final class Flush implements Callback {
        private final Producer<String, String> producer;

        Flush(Producer<String, String> producer) {
            this.producer = producer;
        }

        @Override
        public void onCompletion(RecordMetadata metadata, Exception failure) {
            producer.flush(); // expect: ASYNC_BLOCKS_EVENT_LOOP
        }
    }

    static void send(Producer<String, String> producer, ProducerRecord<String, String> record) {
        producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                producer.close(Duration.ofSeconds(1)); // expect: ASYNC_BLOCKS_EVENT_LOOP
            }
        });
    }

    static void sendAgain(Producer<String, String> producer, ProducerRecord<String, String> record, ExecutorService workers) {
        producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                workers.execute(producer::flush);
            }
        });
    }

    static CompletionStage<Integer> poll(CompletionStage<Duration> patience, Consumer<String, String> consumer) {
        return patience.thenApply(time -> consumer.poll(time).count()); // expect: ASYNC_BLOCKS_STAGE
    }

    static int loop(Consumer<String, String> consumer) {
        return consumer.poll(Duration.ofSeconds(1)).count();
    }

    static KafkaFuture<List<String>> all(List<KafkaFuture<String>> names) {
        return KafkaFuture.allOf(names.toArray(new KafkaFuture<?>[0])).thenApply(done -> {
            List<String> all = new ArrayList<>();
            for (KafkaFuture<String> name : names) {
                try {
                    all.add(name.get());
                } catch (InterruptedException | ExecutionException e) {
                    throw new IllegalStateException(e);
                }
            }
            return all;
        });
    }
}
