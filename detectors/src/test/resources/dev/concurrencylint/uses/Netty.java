package uses;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Handlers, listeners, tasks and timers of Netty. */
final class Netty {
    private Netty() {}

    static final class Sleepy extends SimpleChannelInboundHandler<String> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, String line) throws InterruptedException {
            Thread.sleep(10); // expect: ASYNC_BLOCKS_EVENT_LOOP
            context.writeAndFlush(line);
        }
    }

    static final class Forwarding extends ChannelInboundHandlerAdapter {
        private final Channel other;

        Forwarding(Channel other) {
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            other.writeAndFlush(message).sync(); // expect: ASYNC_BLOCKS_EVENT_LOOP
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            other.close();
        }
    }

    static final class Greeting extends ChannelInitializer<Channel> {
        private final ExecutorService workers;

        Greeting(ExecutorService workers) {
            this.workers = workers;
        }

        @Override
        protected void initChannel(Channel channel) {
            workers.execute(() -> channel.writeAndFlush("hello").awaitUninterruptibly());
            channel.eventLoop().execute(() -> channel.close().awaitUninterruptibly()); // expect: ASYNC_WAITS_FOR_ITSELF
        }
    }

    static void closeBoth(Channel one, Channel other) {
        one.close().addListener((ChannelFutureListener) closed -> other.close().awaitUninterruptibly()); // expect: ASYNC_BLOCKS_EVENT_LOOP
    }

    static void look(ChannelFuture written) {
        written.addListener(done -> done.get());
    }

    static void later(Timer timer, Channel channel) {
        timer.newTimeout(timeout -> channel.close().sync(), 1, TimeUnit.SECONDS); // expect: ASYNC_BLOCKS_EVENT_LOOP
    }
}
