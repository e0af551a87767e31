package io.github.ifmatch.examples.campaign.server;

import java.io.IOException;

/** A database server in a process of its own, on one port and over one folder as long as it lives. For one thread at a time. */
public interface Server extends AutoCloseable {

    /** Where it listens. */
    int port();

    /** Starts it, or starts it again, and waits until it answers. */
    void start() throws IOException, InterruptedException;

    /** Ends it and waits until it is gone. */
    void stop(Stop how) throws IOException, InterruptedException;

    /** Lets it stand still. */
    void pause() throws IOException, InterruptedException;

    /** Lets it go on. */
    void resume() throws IOException, InterruptedException;

    /** How a server ends. */
    enum Stop {
        /** As an administrator stops it; sessions are ended. */
        FAST,
        /** At once, without writing what it holds; PostgreSQL's immediate shutdown. */
        IMMEDIATE,
        /** By the signal KILL. */
        KILL
    }

    /** Ends it for good, and removes its folder. */
    @Override
    void close() throws IOException;
}
