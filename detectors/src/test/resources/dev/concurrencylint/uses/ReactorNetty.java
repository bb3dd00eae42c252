package uses;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/** Servers and clients of Reactor Netty. */
final class ReactorNetty {
    private ReactorNetty() {}

    interface Store {
        Mono<String> find(String key);
    }

    static DisposableServer serve(Store store) {
        return HttpServer.create()
                .port(8080)
                .handle((request, response) -> {
                    String found = store.find(request.uri()).block(); // expect: ASYNC_BLOCKS_EVENT_LOOP
                    return response.sendString(Mono.just(found));
                })
                .bindNow();
    }

    static HttpServer route(Store store) {
        return HttpServer.create()
                .route(routes -> routes.get("/a", (request, response) -> response.sendString(store.find("a")))
                        .get("/b", (request, response) -> response.sendString(Mono.just(store.find("b").block())))); // expect: ASYNC_BLOCKS_EVENT_LOOP
    }

    static TcpServer accept(CountDownLatch open) {
        return TcpServer.create().doOnConnection(connection -> {
            try {
                open.await(); // expect: ASYNC_BLOCKS_EVENT_LOOP
            } catch (InterruptedException e) {
                connection.dispose();
            }
        });
    }

    static TcpClient proxy(TcpClient backend) {
        return TcpClient.create().doOnConnected(connection -> connection.addHandlerLast(
                "backend", backend.connectNow().channel().pipeline().first())); // expect: ASYNC_BLOCKS_EVENT_LOOP
    }

    static Mono<String> get(Store store) {
        return HttpClient.create()
                .get()
                .uri("/")
                .responseSingle((response, body) -> body.asString().map(key -> store.find(key).block())); // expect: ASYNC_BLOCKS_EVENT_LOOP
    }

    static Mono<String> getElsewhere(Store store) {
        return HttpClient.create()
                .get()
                .uri("/")
                .responseSingle((response, body) -> body.asString())
                .publishOn(Schedulers.boundedElastic())
                .map(key -> store.find(key).block());
    }

    static void stop(DisposableServer server) {
        server.disposeNow(Duration.ofSeconds(5));
    }
}
