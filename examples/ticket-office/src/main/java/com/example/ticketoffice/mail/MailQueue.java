package com.example.ticketoffice.mail;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** Mails on their way to the sender, at most a fixed number. */
public final class MailQueue {
    private final Queue<Mail> mails = new ArrayDeque<>();
    private final int capacity;
    private boolean closed;

    public MailQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Queues the mail; the oldest one is dropped when the queue is full. */
    public synchronized void add(Mail mail) {
        if (mails.size() == capacity) {
            mails.remove();
        }
        mails.add(mail);
        notifyAll();
    }

    /** The next mail; waits for one, and is empty once the queue is closed and drained. */
    public synchronized Optional<Mail> next() throws InterruptedException {
        while (mails.isEmpty() && !closed) {
            wait();
        }
        return Optional.ofNullable(mails.poll());
    }

    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
