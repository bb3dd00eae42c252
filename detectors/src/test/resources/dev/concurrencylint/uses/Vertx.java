package uses;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.concurrent.CountDownLatch;

/** Verticles, handlers and the futures of Vert.x. */
final class Vertx {
    private Vertx() {}

    static final class Server extends AbstractVerticle {
        private final CountDownLatch ready = new CountDownLatch(1);

        @Override
        public void start(Promise<Void> started) throws Exception {
            ready.await(); // expect: ASYNC_BLOCKS_EVENT_LOOP
            started.complete();
        }
    }

    static void serve(HttpServer server, CountDownLatch open) {
        server.requestHandler(request -> {
            try {
                open.await(); // expect: ASYNC_BLOCKS_EVENT_LOOP
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            request.response().end();
        });
    }

    static void route(Router router, CountDownLatch open) {
        router.get("/").blockingHandler(context -> {
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            context.end();
        });
    }

    static void work(io.vertx.core.Vertx vertx, CountDownLatch open) {
        vertx.executeBlocking(() -> {
            open.await();
            return 1;
        });
    }

    static void timer(io.vertx.core.Vertx vertx, Thread worker) {
        vertx.setTimer(10, id -> {
            try {
                worker.join(); // expect: ASYNC_BLOCKS_EVENT_LOOP
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    static Future<Integer> answer(Router router, Future<Integer> known, Thread worker) {
        router.get("/x").respond(context -> {
            try {
                worker.join(); // expect: ASYNC_BLOCKS_EVENT_LOOP
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return known;
        });
        return known;
    }
}
