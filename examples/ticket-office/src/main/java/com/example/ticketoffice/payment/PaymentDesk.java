package com.example.ticketoffice.payment;

import com.example.ticketoffice.event.Money;
import java.util.concurrent.locks.ReentrantLock;

/** Charges customers and keeps the day's takings. */
public final class PaymentDesk {
    private final ReentrantLock lock = new ReentrantLock();
    private final PaymentGateway gateway;
    private final Payments payments;
    private Money takings = Money.ZERO;

    public PaymentDesk(PaymentGateway gateway, Payments payments) {
        this.gateway = gateway;
        this.payments = payments;
    }

    public void charge(String reservationId, String customer, Money amount) throws PaymentException {
        String receipt = gateway.charge(customer, amount);
        lock.lock();
        try {
            payments.add(new Payment(reservationId, customer, amount, receipt));
            add(amount);
        } finally {
            if (lock.isHeldByCurrentThread()) {
                lock.unlock();
            }
        }
    }

    public Money takings() {
        lock.lock();
        try {
            return takings;
        } finally {
            lock.unlock();
        }
    }

    private void add(Money amount) {
        lock.lock();
        try {
            takings = takings.plus(amount);
        } finally {
            lock.unlock();
        }
    }
}
