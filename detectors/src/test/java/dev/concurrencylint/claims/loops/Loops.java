package dev.concurrencylint.claims.loops;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Channels of Netty with real event loops. What is written to them, and closed, stays under way until it is released. */
final class Loops {
    private static final int ROUNDS = 3;
    private static final List<Object> MESSAGES = List.of("x", 1L, List.of(new CompletableFuture<String>()));

    private final Caught caught;
    private final EventLoopGroup group = new NioEventLoopGroup(1);
    private final EventLoopGroup clients = new NioEventLoopGroup(1);
    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Channel> listed = new LinkedBlockingQueue<>();
    private final Queue<ChannelPromise> held = new ConcurrentLinkedQueue<>();
    private final Channel server;

    Loops(Caught caught) throws InterruptedException {
        this.caught = caught;
        this.server = server(LocalServerChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Holding(), new Catching());
                        accepted.add(channel);
                    }
                })
                .bind(LocalAddress.ANY)
                .sync()
                .channel();
    }

    /** A server without a handler for its connections, not bound. */
    ServerBootstrap server() {
        return server(NioServerSocketChannel.class);
    }

    private ServerBootstrap server(Class<? extends ServerChannel> type) {
        return new ServerBootstrap().group(group).channel(type).handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Holding(), new Listing());
            }
        });
    }

    /** A client whose connections never come to be: its loop is busy. */
    Bootstrap client() {
        EventLoopGroup busy = new NioEventLoopGroup(1);
        busy.execute(new Forever());
        return new Bootstrap()
                .group(busy)
                .channel(LocalChannel.class)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .handler(new Holding());
    }

    /** The server's end of a new connection. */
    Channel channel() throws InterruptedException {
        connect(server, LocalChannel.class);
        return accepted.take();
    }

    /** Binds it, and connects to it; then all happens that can. */
    void accept(ServerBootstrap own) throws InterruptedException {
        if (own.config().childHandler() == null) {
            return;
        }
        listed.clear();
        Channel bound = own.bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
        connect(bound, NioSocketChannel.class);
        Channel channel = listed.take();
        settle();
        if (channel.isOpen()) {
            happen(channel);
        }
    }

    private void connect(Channel to, Class<? extends Channel> type) throws InterruptedException {
        new Bootstrap()
                .group(clients)
                .channel(type)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(to.localAddress())
                .sync();
    }

    /** All that can happen to a handler happens, with messages of its own besides. */
    void use(ChannelHandler handler, List<Object> messages) throws InterruptedException {
        Channel channel = channel();
        on(
                channel,
                () -> channel.pipeline()
                        .addBefore(channel.pipeline().lastContext().name(), "judged", handler));
        for (Object message : messages) {
            on(channel, () -> channel.pipeline().fireChannelRead(message));
        }
        happen(channel);
    }

    /** All that can happen to the channel's handlers happens. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void happen(Channel channel) throws InterruptedException {
        on(channel, () -> channel.pipeline().fireChannelActive());
        for (Object message : MESSAGES) {
            on(channel, () -> channel.pipeline().fireChannelRead(message));
        }
        on(channel, () -> channel.pipeline().fireChannelRead(Unpooled.buffer().writeInt(5)));
        on(channel, () -> channel.pipeline().fireChannelReadComplete());
        on(channel, () -> channel.pipeline().fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT));
        on(channel, () -> channel.pipeline().fireExceptionCaught(new IllegalArgumentException("for a try")));
        on(channel, () -> channel.pipeline().write("y"));
        on(channel, () -> channel.pipeline().fireChannelInactive());
        settle();
    }

    /** What is under way is done. */
    void release() throws InterruptedException {
        for (ChannelPromise next = held.poll(); next != null; next = held.poll()) {
            next.trySuccess();
        }
        settle();
    }

    /** It is closed, whatever its handlers do. */
    void close(Channel channel) throws InterruptedException {
        on(channel, () -> channel.unsafe().close(channel.newPromise()));
        settle();
    }

    /** What was given to the loops before has run. */
    void settle() throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            CountDownLatch passed = new CountDownLatch(2);
            group.execute(passed::countDown);
            clients.execute(passed::countDown);
            LoopRuns.await(passed);
        }
    }

    private void on(Channel channel, Runnable event) throws InterruptedException {
        EventLoop loop = channel.eventLoop();
        CountDownLatch passed = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                event.run();
            } finally {
                passed.countDown();
            }
        });
        LoopRuns.await(passed);
    }

    /** Keeps writes and closes under way. */
    private final class Holding extends ChannelOutboundHandlerAdapter {
        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            held.add(promise);
        }

        @Override
        public void close(ChannelHandlerContext context, ChannelPromise promise) {
            held.add(promise);
        }
    }

    /** Of a server: knows what it accepts. */
    private final class Listing extends ChannelInboundHandlerAdapter {
        @Override
        public boolean isSharable() {
            return true;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            listed.add((Channel) message);
            context.fireChannelRead(message);
        }
    }

    /** The end of the pipeline. */
    private final class Catching extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            caught.thrown(cause);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {}
    }

    /** A task that doesn't end. */
    static final class Forever implements Runnable {
        @Override
        public void run() {
            try {
                new CountDownLatch(1).await(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
