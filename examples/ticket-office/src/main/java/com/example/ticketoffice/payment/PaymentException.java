package com.example.ticketoffice.payment;

/** Money did not move. */
public final class PaymentException extends Exception {
    private static final long serialVersionUID = 1L;

    public PaymentException(String message) {
        super(message);
    }
}
