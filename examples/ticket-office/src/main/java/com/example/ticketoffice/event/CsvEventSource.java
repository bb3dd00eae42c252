package com.example.ticketoffice.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads events from lines of the form {@code id;title;start;rows;seatsPerRow;cents}. */
public final class CsvEventSource implements EventSource {
    private final Supplier<Reader> input;

    public CsvEventSource(Supplier<Reader> input) {
        this.input = input;
    }

    @Override
    public List<Event> load() throws IOException {
        List<Event> events = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(input.get())) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    events.add(parse(line));
                }
            }
        }
        return events;
    }

    private static Event parse(String line) throws IOException {
        String[] cells = line.split(";");
        if (cells.length != 6) {
            throw new IOException("six cells expected: " + line);
        }
        try {
            return new Event(
                    cells[0].trim(),
                    cells[1].trim(),
                    Instant.parse(cells[2].trim()),
                    Integer.parseInt(cells[3].trim()),
                    Integer.parseInt(cells[4].trim()),
                    new Money(Long.parseLong(cells[5].trim())));
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new IOException("not an event: " + line, e);
        }
    }
}
