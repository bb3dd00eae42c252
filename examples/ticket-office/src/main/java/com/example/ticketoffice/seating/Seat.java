package com.example.ticketoffice.seating;

/** A place in the hall; rows and numbers count from one. */
public record Seat(int row, int number) {
    @Override
    public String toString() {
        return (char) ('A' + row - 1) + Integer.toString(number);
    }
}
