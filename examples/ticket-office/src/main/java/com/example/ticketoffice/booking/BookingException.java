package com.example.ticketoffice.booking;

/** The booking is not possible; the message is for the customer. */
public final class BookingException extends Exception {
    private static final long serialVersionUID = 1L;

    public BookingException(String message) {
        super(message);
    }

    public BookingException(String message, Throwable cause) {
        super(message, cause);
    }
}
