package dev.concurrencylint.claims.loops;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import io.vertx.core.Future;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A program of its own, as a judge changes classes of the JDK: runs labelled programs the way event loops do, and prints the lines at which a judge has
 * caught a wait. Its arguments are the judge, {@code blockhound} or {@code vertx}; the classes, those that the program makes itself after a minus; and the
 * lines that are waited for.
 */
final class LoopRuns {
    private static final int ROUNDS = 3;
    private static final int LOOKS = 10;
    private static final long MOST_SECONDS = 30;
    /** Threads of Netty's kind that may wait, as the models say as well: the names tell who made them. */
    private static final List<String> MAY_WAIT =
            List.of("defaultEventExecutorGroup-", "vert.x-worker-", "vert.x-internal-", "pages-");

    private static final Caught CAUGHT = new Caught();

    private final boolean vertxJudges;
    private final Loops loops;
    private final Vertx vertx;

    /** With loops of its own, as one may come out of it blocked. */
    private LoopRuns(boolean vertxJudges) throws InterruptedException {
        this.vertxJudges = vertxJudges;
        this.loops = new Loops(CAUGHT);
        this.vertx = vertx();
    }

    // The one who reads what is printed is the test.
    @SuppressWarnings("CatchAndPrintStackTrace")
    public static void main(String[] arguments) {
        int status = 1;
        try {
            runAll(Arrays.asList(arguments));
            status = 0;
        } catch (Exception | Error e) {
            e.printStackTrace();
        }
        Runtime.getRuntime().halt(status);
    }

    private static void runAll(List<String> arguments) throws Exception {
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.JULLogDelegateFactory");
        Logger root = Logger.getLogger("");
        Arrays.asList(root.getHandlers()).forEach(root::removeHandler);
        root.addHandler(CAUGHT);
        Logger handlers = Logger.getLogger("io.netty.channel.AbstractChannelHandlerContext");
        handlers.setLevel(Level.FINE);
        boolean vertxJudges = arguments.get(0).equals("vertx");
        warmUp();
        if (!vertxJudges) {
            BlockHound.builder()
                    .loadIntegrations()
                    .nonBlockingThreadPredicate(known -> known.and(LoopRuns::mustNotWait))
                    .blockingMethodCallback(method -> {
                        if (CAUGHT.add(Thread.currentThread().getStackTrace())) {
                            throw new BlockingOperationError(method);
                        }
                    })
                    .install();
        }
        Set<String> expected = new TreeSet<>();
        for (String argument : arguments.subList(1, arguments.size())) {
            if (argument.contains(":")) {
                expected.add(argument);
            } else if (!argument.startsWith("-")) {
                runAll(vertxJudges, Class.forName(argument), arguments);
            }
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!CAUGHT.lines().containsAll(expected) && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        CAUGHT.lines().forEach(line -> System.out.println("caught " + line));
    }

    /** Classes of the JDK that read files when they are first used don't do so on a loop. */
    private static void warmUp() throws Exception {
        Vertx vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.response().end());
        new Requests(vertx).send(server);
        new Requests(vertx).send(Router.router(vertx));
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Asked in the midst of loading classes: it may load none. */
    private static boolean mustNotWait(Thread thread) {
        for (String name : MAY_WAIT) {
            if (thread.getName().startsWith(name)) {
                return false;
            }
        }
        return true;
    }

    /** What doesn't pass in time is blocked: a judge should have told. */
    static void await(CountDownLatch passed) throws InterruptedException {
        if (!passed.await(10, TimeUnit.SECONDS)) {
            throw new Blocked();
        }
    }

    /** A loop has been blocked, and nobody has told. */
    @SuppressWarnings("serial")
    private static final class Blocked extends RuntimeException {}

    private Vertx vertx() {
        VertxOptions options = new VertxOptions().setEventLoopPoolSize(1);
        if (vertxJudges) {
            options.setBlockedThreadCheckInterval(50)
                    .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
                    .setMaxEventLoopExecuteTime(500)
                    .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                    .setWarningExceptionTime(500)
                    .setWarningExceptionTimeUnit(TimeUnit.MILLISECONDS);
        }
        return Vertx.vertx(options).exceptionHandler(CAUGHT::thrown);
    }

    private static void runAll(boolean vertxJudges, Class<?> type, List<String> arguments) throws Exception {
        for (Class<?> nested : type.getDeclaredClasses()) {
            runAll(vertxJudges, nested, arguments);
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers()) || type.isEnum() || type.isRecord()) {
            return;
        }
        if (!arguments.contains("-" + type.getName())) {
            LoopRuns runs = new LoopRuns(vertxJudges);
            unlessBlocked(() -> runs.use(type));
        }
        for (Method method : methods(type)) {
            LoopRuns runs = new LoopRuns(vertxJudges);
            unlessBlocked(() -> runs.call(type, method, false));
            if (Arrays.stream(method.getParameterTypes()).anyMatch(Publisher.class::isAssignableFrom)) {
                unlessBlocked(() -> runs.call(type, method, true));
            }
        }
    }

    private interface Scene {
        void run() throws Exception;
    }

    private static void unlessBlocked(Scene scene) throws Exception {
        try {
            scene.run();
        } catch (Blocked e) {
            // The line is missed, if it claims something; what else there is goes on.
        }
    }

    /** An object of the class is used the way that its library would. */
    private void use(Class<?> type) throws Exception {
        Object object = new Alive(loops, vertx, false).make(type);
        if (object instanceof ChannelHandler handler) {
            loops.use(handler, messages(type));
            loops.release();
        } else if (object instanceof Verticle verticle) {
            CountDownLatch deployed = new CountDownLatch(1);
            vertx.deployVerticle(verticle).onFailure(CAUGHT::thrown).onComplete(ignored -> deployed.countDown());
            deployed.await(3, TimeUnit.SECONDS);
        } else if (object instanceof Subscriber<?> subscriber) {
            @SuppressWarnings("unchecked")
            Subscriber<Object> all = (Subscriber<Object>) subscriber;
            Flux.<Object>just("x").publishOn(Schedulers.parallel()).subscribe(all);
            settle();
        }
    }

    /** What a handler of messages of one kind takes, if that is the program's own. */
    private List<Object> messages(Class<?> handler) throws ReflectiveOperationException, InterruptedException {
        if (handler.getGenericSuperclass() instanceof ParameterizedType base
                && base.getActualTypeArguments()[0] instanceof Class<?> message
                && message.getNestHost() == handler.getNestHost()) {
            return List.of(new Alive(loops, vertx, false).make(message));
        }
        return List.of();
    }

    /** Those that anybody may call, sorted; not those that the libraries call. */
    private static List<Method> methods(Class<?> type) {
        List<Method> methods = new ArrayList<>(Arrays.asList(type.getDeclaredMethods()));
        methods.removeIf(method -> method.isSynthetic()
                || Modifier.isPrivate(method.getModifiers())
                || Modifier.isAbstract(method.getModifiers())
                || method.getName().equals("main")
                || Verticle.class.isAssignableFrom(type)
                || Subscriber.class.isAssignableFrom(type)
                || Arrays.asList(method.getParameterTypes()).contains(ChannelHandlerContext.class));
        methods.sort(java.util.Comparator.comparing(Method::toString));
        return methods;
    }

    private void call(Class<?> type, Method method, boolean failing) throws Exception {
        Alive alive = new Alive(loops, vertx, failing);
        Object self = Modifier.isStatic(method.getModifiers()) ? null : alive.make(type);
        @Nullable Object[] arguments = alive.arguments(method);
        for (Object argument : arguments) {
            if (argument instanceof EventBus bus) {
                Requests.answer(bus, type);
            }
        }
        method.setAccessible(true);
        Thread caller = Alive.daemon(() -> {
            try {
                answered(method.invoke(self, arguments));
            } catch (InvocationTargetException e) {
                CAUGHT.thrown(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        });
        caller.start();
        awaitEndOrWait(caller);
        alive.goOn();
        for (Object argument : arguments) {
            goOn(type, argument);
        }
        loops.release();
        for (Object argument : arguments) {
            if (argument instanceof Channel channel) {
                loops.close(channel);
            }
        }
        settle();
    }

    private static void answered(@Nullable Object answer) {
        if (answer instanceof Publisher<?> publisher) {
            Flux.from(publisher).subscribe(ignored -> {}, CAUGHT::thrown);
        } else if (answer instanceof Future<?> future) {
            future.onFailure(CAUGHT::thrown);
        }
    }

    /** A method may wait where it is called, for ever: that thread is nobody's loop. */
    private static void awaitEndOrWait(Thread caller) throws InterruptedException {
        int idle = 0;
        while (caller.isAlive() && idle < LOOKS) {
            caller.join(5);
            Thread.State state = caller.getState();
            idle = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING ? idle + 1 : 0;
        }
    }

    /** What the method was given is used. */
    private void goOn(Class<?> type, @Nullable Object argument) throws Exception {
        if (argument instanceof Channel channel) {
            loops.happen(channel);
        } else if (argument instanceof ServerBootstrap server) {
            loops.accept(server);
        } else if (argument instanceof HttpServer server && server.requestHandler() != null) {
            new Requests(vertx).send(server);
        } else if (argument instanceof Router router) {
            new Requests(vertx).send(router);
        } else if (argument instanceof EventBus bus) {
            new Requests(vertx).publish(bus, type);
        } else if (argument instanceof Vertx || argument instanceof Future<?>) {
            CountDownLatch passed = new CountDownLatch(1);
            vertx.runOnContext(ignored -> passed.countDown());
            passed.await(3, TimeUnit.SECONDS);
        }
    }

    /** What was given to the loops and schedulers before has run. */
    private void settle() throws InterruptedException {
        loops.settle();
        if (vertxJudges) {
            return;
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Scheduler scheduler : List.of(Schedulers.parallel(), Schedulers.single())) {
                int tasks = 2 * Schedulers.DEFAULT_POOL_SIZE;
                CountDownLatch passed = new CountDownLatch(tasks);
                for (int i = 0; i < tasks; i++) {
                    scheduler.schedule(passed::countDown);
                }
                await(passed);
            }
        }
    }
}
