package com.example.ticketoffice.sales;

import com.example.ticketoffice.event.Money;

/** What was sold so far. */
public record SalesReport(int reservations, int seats, Money takings) {}
