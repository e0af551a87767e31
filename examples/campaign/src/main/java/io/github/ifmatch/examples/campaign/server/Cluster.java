package io.github.ifmatch.examples.campaign.server;

import io.github.ifmatch.examples.campaign.check.Finding;
import io.github.ifmatch.examples.campaign.fault.FaultKind;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;

/** A database as the campaign sees it: where workers and the check reach it, and how it is broken. For one thread at a time. */
public interface Cluster extends AutoCloseable {

    /** Its name in tables. */
    String name();

    /** Where workers reach it, by way of the proxies. */
    String url();

    /** A connection of the check's own, past the proxies. */
    Connection connect() throws SQLException;

    /** What can be done to it, besides what the proxies do. */
    List<FaultKind> faults();

    /** Does it, and lets it be done: a server that was ended is started again. */
    void inject(FaultKind fault, SplittableRandom random) throws IOException, InterruptedException, SQLException;

    /** Cuts one of so many messages and COMMITs, and holds back one of so many; none where it is 0. */
    void cutOneOf(int messages, int commits, int delays);

    /** Brings everything back as it was at the beginning of an epoch. */
    void heal() throws IOException, InterruptedException, SQLException;

    /** Whether this is known to be the database's own doing in this epoch, which shows without Ifmatch, too. */
    boolean isToBlameFor(Finding.Kind kind);

    /** What it does then, in words that follow "rows:". */
    String blame();

    /** Whether what a read showed must stand for ever: not so where rows are shown before they are durable, and the server was killed. */
    boolean keepsWhatIsRead();

    /** The sessions but for the asking one, and what they are at, in words; empty if there are none. */
    List<String> sessions() throws SQLException;

    /** Its version, in words. */
    String version() throws SQLException;

    @Override
    void close() throws IOException;
}
