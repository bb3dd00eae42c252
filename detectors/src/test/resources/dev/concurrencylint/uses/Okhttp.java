package uses;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** Calls of OkHttp. */
final class Okhttp {
    private Okhttp() {}

    static CompletionStage<Integer> execute(CompletionStage<Call> call) {
        return call.thenApply(made -> {
            try {
                return made.execute().code(); // expect: ASYNC_BLOCKS_STAGE
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Its threads may block. */
    static void enqueue(Call call, Call next, CompletableFuture<Response> answer) {
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException cause) {
                answer.completeExceptionally(cause);
            }

            @Override
            public void onResponse(Call answered, Response response) throws IOException {
                answer.complete(next.execute());
            }
        });
    }
}
