package com.example.ticketoffice.payment;

import com.example.ticketoffice.event.Money;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Pays customers back, each reservation at most once. */
public final class Refunds {
    private final Lock lock = new ReentrantLock();
    private final PaymentGateway gateway;
    private final Payments payments;
    private Money total = Money.ZERO;

    public Refunds(PaymentGateway gateway, Payments payments) {
        this.gateway = gateway;
        this.payments = payments;
    }

    public Money refund(String reservationId) throws PaymentException {
        try {
            Payment payment = payments.get(reservationId);
            gateway.payBack(payment.receipt());
            lock.lock();
            payments.remove(reservationId);
            total = total.plus(payment.amount());
            return payment.amount();
        } finally {
            lock.unlock();
        }
    }

    public Money total() {
        lock.lock();
        try {
            return total;
        } finally {
            lock.unlock();
        }
    }
}
