package dev.concurrencylint.claims.loops;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Makes what methods of labelled programs ask for: whoever waits for one of these things waits for ever, but a first future of Vert.x, or a source of Reactor's. */
// Futures are things like others here.
@SuppressWarnings("FutureReturnValueIgnored")
final class Alive {
    private static final int DEEPEST = 4;

    private final Loops loops;
    private final Vertx vertx;
    private final boolean failing;
    private final List<Promise<String>> promises = new ArrayList<>();

    /** @param failing whether sources end with a failure */
    Alive(Loops loops, Vertx vertx, boolean failing) {
        this.loops = loops;
        this.vertx = vertx;
        this.failing = failing;
    }

    /** The arguments of a call. */
    @Nullable
    Object[] arguments(Executable executable) throws ReflectiveOperationException, InterruptedException {
        return arguments(executable, DEEPEST);
    }

    /** An object of a program's class, by its first constructor. */
    Object make(Class<?> type) throws ReflectiveOperationException, InterruptedException {
        return make(type, DEEPEST);
    }

    private Object make(Class<?> type, int depth) throws ReflectiveOperationException, InterruptedException {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(arguments(constructor, depth));
    }

    private @Nullable Object[] arguments(Executable executable, int depth)
            throws ReflectiveOperationException, InterruptedException {
        List<@Nullable Object> arguments = new ArrayList<>();
        boolean first = true;
        for (Class<?> type : executable.getParameterTypes()) {
            if (type == Future.class) {
                arguments.add(first ? onALoop() : Promise.promise().future());
                first = false;
            } else {
                arguments.add(of(type, depth));
            }
        }
        return arguments.toArray();
    }

    /** What comes on loops of Vert.x comes. */
    void goOn() {
        promises.forEach(promise -> vertx.runOnContext(ignored -> promise.complete("x")));
        promises.clear();
    }

    /** A future of Vert.x that will be complete, on a thread of its loops. */
    private Future<String> onALoop() {
        Promise<String> promise = Promise.promise();
        promises.add(promise);
        return promise.future();
    }

    private @Nullable Object of(Class<?> type, int depth) throws ReflectiveOperationException, InterruptedException {
        if (type == String.class) {
            return "x";
        } else if (type == List.class) {
            return List.of("x");
        } else if (type == int.class) {
            return 1;
        } else if (type == long.class) {
            return 1L;
        } else if (type == boolean.class) {
            return false;
        } else if (type == CompletableFuture.class) {
            return new CompletableFuture<>();
        } else if (type == CountDownLatch.class) {
            return new CountDownLatch(1);
        } else if (type == BlockingQueue.class) {
            return new SynchronousQueue<>();
        } else if (type == ExecutorService.class) {
            return busy();
        } else if (type == Thread.class) {
            return thread();
        } else if (type == Process.class) {
            return new Running();
        } else if (type == Channel.class) {
            return loops.channel();
        } else if (type == ChannelFuture.class) {
            return loops.channel().newSucceededFuture();
        } else if (type == EventExecutorGroup.class) {
            return new DefaultEventExecutorGroup(1);
        } else if (type == ServerBootstrap.class) {
            return loops.server();
        } else if (type == Bootstrap.class) {
            return loops.client();
        } else if (type == Mono.class) {
            return failing ? source().then(Mono.error(new IllegalArgumentException("for a try"))) : source().next();
        } else if (type == Flux.class) {
            return failing ? source().concatWith(Mono.error(new IllegalArgumentException("for a try"))) : source();
        } else if (type == Scheduler.class) {
            return Schedulers.boundedElastic();
        } else if (type == Vertx.class) {
            return vertx;
        } else if (type == HttpServer.class) {
            return vertx.createHttpServer();
        } else if (type == HttpClient.class) {
            return HttpClient.newHttpClient();
        } else if (type == Router.class) {
            return Router.router(vertx);
        } else if (type == EventBus.class) {
            return vertx.eventBus();
        } else if (depth > 0 && type.getName().startsWith("dev.concurrencylint.fixtures.")) {
            Optional<Class<?>> own = implementation(type);
            if (own.isPresent()) {
                return make(own.get(), depth - 1);
            }
        }
        return type.isInterface() ? standIn(type) : null;
    }

    /** The program's own class for the type, which may be the type itself. */
    private static Optional<Class<?>> implementation(Class<?> type) {
        return Stream.concat(Stream.of(type), Arrays.stream(type.getNestHost().getDeclaredClasses()))
                .filter(each -> type.isAssignableFrom(each) && !isAbstract(each))
                .findFirst();
    }

    private static boolean isAbstract(Class<?> type) {
        return type.isInterface() || Modifier.isAbstract(type.getModifiers());
    }

    private static Flux<String> source() {
        return Flux.just("x").publishOn(Schedulers.parallel());
    }

    private static ExecutorService busy() {
        ExecutorService pool = Executors.newSingleThreadExecutor(Alive::daemon);
        pool.execute(new Loops.Forever());
        return pool;
    }

    private static Thread thread() {
        Thread thread = daemon(new Loops.Forever());
        thread.start();
        return thread;
    }

    static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    private static Object standIn(Class<?> type) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer(method));
    }

    private static @Nullable Object answer(Method method) {
        Class<?> type = method.getReturnType();
        if (type == Mono.class) {
            return Mono.never();
        } else if (type == Flux.class) {
            return Flux.never();
        } else if (type == CompletableFuture.class) {
            return new CompletableFuture<>();
        } else if (type == String.class) {
            return "stand-in";
        } else if (type == int.class) {
            return 0;
        } else if (type == long.class) {
            return 0L;
        } else if (type == boolean.class) {
            return false;
        }
        return type.isInterface() ? standIn(type) : null;
    }

    /** A process that doesn't end. */
    private static final class Running extends Process {
        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public int waitFor() throws InterruptedException {
            new CountDownLatch(1).await(1, TimeUnit.DAYS);
            return 0;
        }

        @Override
        public int exitValue() {
            throw new IllegalThreadStateException("it runs");
        }

        @Override
        public void destroy() {}
    }
}
