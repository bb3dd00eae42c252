package com.example.ticketoffice.mail;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends the queue's mails until it is closed. */
public final class MailWorker implements Runnable {
    private final MailQueue queue;
    private final MailSender sender;
    private final AtomicInteger failures = new AtomicInteger();

    public MailWorker(MailQueue queue, MailSender sender) {
        this.queue = queue;
        this.sender = sender;
    }

    @Override
    public void run() {
        try {
            for (Optional<Mail> mail = queue.next(); mail.isPresent(); mail = queue.next()) {
                send(mail.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public int failures() {
        return failures.get();
    }

    private void send(Mail mail) {
        try {
            sender.send(mail);
        } catch (IOException e) {
            failures.incrementAndGet();
        }
    }
}
