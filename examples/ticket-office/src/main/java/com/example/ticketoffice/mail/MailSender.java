package com.example.ticketoffice.mail;

import java.io.IOException;

/** Brings mails out. */
public interface MailSender {
    void send(Mail mail) throws IOException;
}
