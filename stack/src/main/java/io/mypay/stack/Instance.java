package io.mypay.stack;

/**
 * One of the processes that run the same application on the same database.
 *
 * @param number from 1; the first one carries the application's name, and the neighbours know it
 */
record Instance(Service service, int number) {
    static final int MAX = 3;

    static Instance first(Service service) {
        return new Instance(service, 1);
    }

    /** Its process, its log and its port: "money", "money-2" … */
    String name() {
        return number == 1 ? service.name() : service.name() + "-" + number;
    }
}
