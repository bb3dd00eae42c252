package com.example.ticketoffice.mail;

/** A message to a customer. */
public record Mail(String to, String subject, String text) {}
