package io.github.ifmatch.testkit.history;

/** What became of the writes whose outcome was unknown. For one thread at a time. */
final class UnknownTally {

    long stood;
    long didNotStand;
    long open;
}
