package com.example.ticketoffice.payment;

import java.util.HashMap;
import java.util.Map;

/** The payments that were not paid back, by reservation. */
public final class Payments {
    private final Map<String, Payment> payments = new HashMap<>();

    public synchronized void add(Payment payment) {
        payments.put(payment.reservationId(), payment);
    }

    public synchronized Payment get(String reservationId) throws PaymentException {
        Payment payment = payments.get(reservationId);
        if (payment == null) {
            throw new PaymentException("nothing was paid for " + reservationId);
        }
        return payment;
    }

    public synchronized void remove(String reservationId) {
        payments.remove(reservationId);
    }
}
