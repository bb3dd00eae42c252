package dev.concurrencylint.claims.loops;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.objectweb.asm.ClassReader;

/** Requests and messages to what methods of labelled programs have set up with Vert.x. */
record Requests(Vertx vertx) {
    private static final int PATIENCE = 3;
    private static final int ROUNDS = 3;
    /** The tag of a string in a class file. */
    private static final int STRING = 8;

    /** A request to the server's own handler. */
    void send(HttpServer server) throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Handler<HttpServerRequest> handler = server.requestHandler();
        Semaphore passed = new Semaphore(0);
        server.requestHandler(request -> {
            try {
                handler.handle(request);
            } finally {
                passed.release();
            }
        });
        request(listen(server), "/", passed);
    }

    /** A request to each route, and one that fails. */
    void send(Router router) throws IOException, InterruptedException, ExecutionException, TimeoutException {
        List<String> paths = router.getRoutes().stream()
                .flatMap(route -> Optional.ofNullable(route.getPath()).stream())
                .distinct()
                .toList();
        Semaphore passed = new Semaphore(0);
        Route first = router.route().order(Integer.MIN_VALUE);
        first.handler(context -> {
            try {
                if (context.request().path().equals("/fail")) {
                    context.fail(500);
                } else {
                    context.next();
                }
            } finally {
                passed.release();
            }
        });
        int port = listen(vertx.createHttpServer().requestHandler(router));
        for (String path : paths) {
            request(port, path, passed);
        }
        request(port, "/fail", passed);
    }

    private static int listen(HttpServer server) throws InterruptedException, ExecutionException, TimeoutException {
        return server.listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    private static void request(int port, String path, Semaphore passed) throws IOException, InterruptedException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            passed.tryAcquire(PATIENCE, TimeUnit.SECONDS);
        }
    }

    /** Somebody answers what is sent to any address that the class names. */
    static void answer(EventBus bus, Class<?> type) throws IOException {
        for (String address : strings(type)) {
            bus.<String>consumer(address, message -> message.reply("y"));
        }
    }

    /** A message to each such address, and the answers. */
    void publish(EventBus bus, Class<?> type) throws IOException, InterruptedException {
        for (String address : strings(type)) {
            bus.publish(address, "x");
        }
        for (int round = 0; round < ROUNDS; round++) {
            CountDownLatch passed = new CountDownLatch(1);
            vertx.runOnContext(ignored -> passed.countDown());
            passed.await(PATIENCE, TimeUnit.SECONDS);
        }
    }

    private static List<String> strings(Class<?> type) throws IOException {
        List<String> strings = new ArrayList<>();
        try (InputStream in =
                type.getClassLoader().getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
            ClassReader reader = new ClassReader(Objects.requireNonNull(in));
            char[] buffer = new char[reader.getMaxStringLength()];
            for (int i = 1; i < reader.getItemCount(); i++) {
                if (reader.getItem(i) > 0 && reader.readByte(reader.getItem(i) - 1) == STRING) {
                    strings.add((String) reader.readConst(i, buffer));
                }
            }
        }
        strings.removeIf(String::isEmpty);
        return strings;
    }
}
