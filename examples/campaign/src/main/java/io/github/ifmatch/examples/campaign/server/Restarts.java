package io.github.ifmatch.examples.campaign.server;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** How a server goes away and comes again. */
final class Restarts {

    private static final int LONGEST_ABSENCE_MILLIS = 500;
    private static final int LONGEST_PAUSE_MILLIS = 2_000;

    private Restarts() {}

    static void restart(Server server, Server.Stop how, SplittableRandom random)
            throws IOException, InterruptedException {
        server.stop(how);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_ABSENCE_MILLIS));
        server.start();
    }

    static void pause(Server server, SplittableRandom random) throws IOException, InterruptedException {
        server.pause();
        TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(LONGEST_PAUSE_MILLIS));
        server.resume();
    }
}
