package com.example.ticketoffice.waiting;

/** Someone who would like seats that are gone. */
public record WaitingCustomer(String name, String eventId, int seats) {}
