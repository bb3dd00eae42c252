package uses;

import jakarta.jms.CompletionListener;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transaction;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Transactions, queries and messages in stages. */
final class Jakarta {
    private Jakarta() {}

    static CompletionStage<Object> commit(CompletionStage<Object> done, Transaction transaction) {
        return done.whenComplete((result, failure) -> {
            try {
                if (failure == null) {
                    transaction.commit(); // expect: ASYNC_BLOCKS_STAGE
                } else {
                    transaction.setRollbackOnly();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static CompletionStage<List<?>> query(CompletionStage<String> name, EntityManager entities) {
        return name.thenApply(found -> entities.createQuery(found).getResultList()); // expect: ASYNC_BLOCKS_STAGE
    }

    static CompletionStage<List<?>> queryElsewhere(CompletionStage<String> name, EntityManager entities, Executor workers) {
        return name.thenApplyAsync(found -> entities.createQuery(found).getResultList(), workers);
    }

    static CompletionStage<Void> send(CompletionStage<Message> message, MessageProducer producer) {
        return message.thenAccept(made -> {
            try {
                producer.send(made); // expect: ASYNC_BLOCKS_STAGE
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static CompletionStage<Void> sendLater(CompletionStage<Message> message, MessageProducer producer, CompletionListener sent) {
        return message.thenAccept(made -> {
            try {
                producer.send(made, sent);
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static CompletionStage<Message> look(CompletionStage<String> name, JMSConsumer consumer) {
        return name.thenApply(found -> consumer.receiveNoWait());
    }

    static void old(CompletionStage<String> name, javax.transaction.UserTransaction transaction) {
        name.thenAccept(found -> {
            try {
                transaction.rollback(); // expect: ASYNC_BLOCKS_STAGE
            } catch (javax.transaction.SystemException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
