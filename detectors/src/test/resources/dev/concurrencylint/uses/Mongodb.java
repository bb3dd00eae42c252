package uses;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import java.util.concurrent.CompletionStage;

/** The synchronous driver of MongoDB in stages. */
final class Mongodb {
    private Mongodb() {}

    static CompletionStage<Void> insert(CompletionStage<String> document, MongoCollection<String> documents) {
        return document.thenAccept(found -> documents.insertOne(found)); // expect: ASYNC_BLOCKS_STAGE
    }

    static CompletionStage<String> first(CompletionStage<String> name, MongoCollection<String> documents) {
        return name.thenApply(found -> documents.find().first()); // expect: ASYNC_BLOCKS_STAGE
    }

    static CompletionStage<FindIterable<String>> describe(CompletionStage<Integer> limit, MongoCollection<String> documents) {
        return limit.thenApply(most -> documents.find().limit(most));
    }
}
