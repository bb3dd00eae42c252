package uses;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.util.concurrent.CompletionStage;

/** What generated stubs do. */
final class Grpc {
    private Grpc() {}

    static CompletionStage<String> call(
            CompletionStage<String> request, Channel channel, MethodDescriptor<String, String> method) {
        return request.thenApply(
                made -> ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, made)); // expect: ASYNC_BLOCKS_STAGE
    }

    static CompletionStage<Object> callLater(
            CompletionStage<String> request, Channel channel, MethodDescriptor<String, String> method) {
        return request.thenApply(
                made -> ClientCalls.futureUnaryCall(channel.newCall(method, CallOptions.DEFAULT), made));
    }
}
