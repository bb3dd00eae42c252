package com.example.ticketoffice.payment;

import com.example.ticketoffice.event.Money;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** A bank that takes a few calls at a time and trusts everyone below a limit. */
public final class SimulatedGateway implements PaymentGateway {
    private static final Money LIMIT = new Money(50_000);

    private final Semaphore lines;
    private final AtomicLong receipts = new AtomicLong();
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    public SimulatedGateway(int lines) {
        this.lines = new Semaphore(lines);
    }

    @Override
    public String charge(String customer, Money amount) throws PaymentException {
        lines.acquireUninterruptibly();
        try {
            if (amount.cents() > LIMIT.cents()) {
                throw new PaymentException(amount + " is above the limit of " + customer);
            }
            String receipt = "P" + receipts.incrementAndGet();
            open.add(receipt);
            return receipt;
        } finally {
            lines.release();
        }
    }

    @Override
    public void payBack(String receipt) throws PaymentException {
        if (!lines.tryAcquire()) {
            throw new PaymentException("the bank is busy");
        }
        try {
            if (!open.remove(receipt)) {
                throw new PaymentException("unknown receipt " + receipt);
            }
        } finally {
            lines.release();
        }
    }
}
