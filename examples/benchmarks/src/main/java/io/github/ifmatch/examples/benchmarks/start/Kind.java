package io.github.ifmatch.examples.benchmarks.start;

import java.util.ArrayList;
import java.util.List;

/** What is measured: a way, on a JDK, with some of its classes shared. Immutable. */
record Kind(Jdk jdk, Sharing sharing, String way) {

    /** What a JVM maps into its memory instead of loading it. Immutable. */
    enum Sharing {
        /** The JDK's own classes, as by default. */
        DEFAULT,
        /** The application's and the libraries', too: AppCDS, an archive that another JVM left when it ended. */
        APPLICATION,
        /** Nothing. */
        OFF
    }

    /** All, in turns. */
    static List<Kind> all(List<Jdk> jdks, List<String> ways) {
        List<Kind> all = new ArrayList<>();
        for (Jdk jdk : jdks) {
            for (Sharing sharing : Sharing.values()) {
                ways.forEach(way -> all.add(new Kind(jdk, sharing, way)));
            }
        }
        return all;
    }
}
