package uses;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Operators and schedulers of Reactor. */
final class Reactor {
    private Reactor() {}

    interface Store {
        Mono<String> find(String key);
    }

    static Mono<String> inside(Mono<String> keys, Store store) {
        return keys.map(key -> store.find(key).block()); // expect: ASYNC_BLOCKS_EVENT_LOOP
    }

    static Flux<String> first(Flux<String> keys, Store store) {
        return keys.doOnNext(key -> store.find(key).block(Duration.ofSeconds(2))); // expect: ASYNC_BLOCKS_EVENT_LOOP
    }

    static Mono<String> flat(Mono<String> keys, Store store) {
        return keys.flatMap(store::find);
    }

    static Flux<String> moved(Flux<String> keys, Store store) {
        return keys.publishOn(Schedulers.boundedElastic()).map(key -> store.find(key).block());
    }

    static String outside(Store store) {
        return store.find("x").block();
    }
}
