package com.example.ticketoffice.payment;

import com.example.ticketoffice.event.Money;

/** A charge that went through. */
public record Payment(String reservationId, String customer, Money amount, String receipt) {}
