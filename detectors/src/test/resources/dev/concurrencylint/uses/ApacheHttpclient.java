package uses;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;

/** Callbacks of Apache HttpClient. */
final class ApacheHttpclient {
    private ApacheHttpclient() {}

    static final class Wait implements FutureCallback<String> {
        private final CountDownLatch others;

        Wait(CountDownLatch others) {
            this.others = others;
        }

        @Override
        public void completed(String answer) {
            try {
                others.await(); // expect: ASYNC_BLOCKS_EVENT_LOOP
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void failed(Exception cause) {
            others.countDown();
        }

        @Override
        public void cancelled() {
            others.countDown();
        }
    }

    /** The older classic client, from a callback of the older asynchronous one. */
    static final class Follow implements org.apache.http.concurrent.FutureCallback<String> {
        private final HttpClient client;
        private final ExecutorService workers;

        Follow(HttpClient client, ExecutorService workers) {
            this.client = client;
            this.workers = workers;
        }

        @Override
        public void completed(String next) {
            try {
                client.execute(new HttpGet(next)); // expect: ASYNC_BLOCKS_EVENT_LOOP
            } catch (java.io.IOException e) {
                failed(e);
            }
        }

        @Override
        public void failed(Exception cause) {
            workers.submit(() -> client.execute(new HttpGet("/failed")));
        }

        @Override
        public void cancelled() {}
    }
}
