package com.example.ticketoffice.desk;

import com.example.ticketoffice.event.Money;

/** Cash at the counter. */
public final class CashDrawer {
    private final Object monitor = new Object();
    private Money cash = Money.ZERO;

    public void put(Money amount) {
        synchronized (monitor) {
            cash = cash.plus(amount);
        }
    }

    /** Takes all cash out. */
    public Money empty() {
        synchronized (monitor) {
            Money all = cash;
            cash = Money.ZERO;
            return all;
        }
    }
}
