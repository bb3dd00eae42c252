package com.example.ticketoffice.event;

import java.io.IOException;
import java.util.List;

/** Where the programme of the season comes from. */
public interface EventSource {
    List<Event> load() throws IOException;
}
