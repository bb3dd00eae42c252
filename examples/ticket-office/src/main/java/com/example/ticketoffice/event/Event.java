package com.example.ticketoffice.event;

import java.time.Instant;

/** Something that people buy tickets for. */
public record Event(String id, String title, Instant start, int rows, int seatsPerRow, Money price) {}
