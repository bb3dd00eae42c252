package it;

class Store {
    private int items;

    synchronized void take() throws InterruptedException {
        if (items == 0) { // nothing there
            wait();
        }
        items--;
    }

    synchronized void put() {
        items++;
        notifyAll();
    }
}
