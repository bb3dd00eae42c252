package com.example.ticketoffice.payment;

import com.example.ticketoffice.event.Money;

/** The bank. */
public interface PaymentGateway {
    /** Charges the customer and returns the receipt's number. */
    String charge(String customer, Money amount) throws PaymentException;

    void payBack(String receipt) throws PaymentException;
}
