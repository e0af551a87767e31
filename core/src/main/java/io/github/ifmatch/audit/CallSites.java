package io.github.ifmatch.audit;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the line of the application that sent a statement: the first frame outside of what stands between it and the database.
 * Immutable.
 *
 * @param skipped prefixes of the names of more classes that are none of the application's
 */
record CallSites(List<String> skipped) {

    /** The JDK, drivers, pools, proxies, and libraries that send statements. */
    private static final List<String> BETWEEN = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "com.sun.",
            "jakarta.",
            "org.h2.",
            "org.postgresql.",
            "org.mariadb.",
            "com.mysql.",
            "org.sqlite.",
            "org.hsqldb.",
            "org.apache.derby.",
            "oracle.",
            "com.microsoft.sqlserver.",
            "com.ibm.db2.",
            "com.zaxxer.hikari.",
            "org.apache.commons.dbcp2.",
            "org.apache.tomcat.jdbc.",
            "com.mchange.v2.",
            "io.agroal.",
            "com.p6spy.",
            "net.ttddyy.",
            "org.hibernate.",
            "org.eclipse.persistence.",
            "org.apache.openjpa.",
            "org.jooq.",
            "org.springframework.",
            "org.jdbi.",
            "org.apache.ibatis.",
            "org.mybatis.",
            "com.baomidou.mybatisplus.",
            "io.ebean.",
            "io.ebeaninternal.",
            "com.querydsl.",
            "io.micronaut.",
            "io.quarkus.",
            "net.bytebuddy.");

    /** Our rooms, beside the root. Not by one prefix: who extends Ifmatch, as we do in tests, may sit beside it. */
    private static final List<String> OURS = List.of(
            "io.github.ifmatch.engine.",
            "io.github.ifmatch.batch.",
            "io.github.ifmatch.http.",
            "io.github.ifmatch.jdbi.",
            "io.github.ifmatch.spring.",
            "io.github.ifmatch.dialect.",
            "io.github.ifmatch.dialects.",
            "io.github.ifmatch.audit.Watched");

    /** Of this room, besides what is watched. */
    private static final Set<String> HERE = Set.of(Audit.class.getName(), CallSites.class.getName());

    private static final String ROOT = "io.github.ifmatch.";
    private static final String ENGINE = ROOT + "engine.";

    /**
     * Who sent a statement.
     *
     * @param isIfmatch whether it came through Ifmatch's engine
     */
    record Caller(StackTraceElement site, boolean isIfmatch) {}

    /** Who called, of the frames of this thread. */
    Caller find() {
        return StackWalker.getInstance().walk(frames -> find(frames.map(StackWalker.StackFrame::toStackTraceElement)));
    }

    /** The frames from the newest on. */
    Caller find(Stream<StackTraceElement> frames) {
        boolean isIfmatch = false;
        @Nullable StackTraceElement outermost = null;
        for (StackTraceElement frame : (Iterable<StackTraceElement>) frames::iterator) {
            String name = frame.getClassName();
            isIfmatch |= name.startsWith(ENGINE);
            if (isApplication(name)) {
                return new Caller(plain(frame), isIfmatch);
            }
            outermost = frame;
        }
        return new Caller(outermost == null ? new StackTraceElement("?", "?", null, -1) : plain(outermost), isIfmatch);
    }

    private boolean isApplication(String name) {
        return BETWEEN.stream().noneMatch(name::startsWith)
                && OURS.stream().noneMatch(name::startsWith)
                && skipped.stream().noneMatch(name::startsWith)
                && !HERE.contains(name)
                && !isOfRoot(name)
                && !isGenerated(name);
    }

    private static boolean isOfRoot(String name) {
        return name.startsWith(ROOT) && name.indexOf('.', ROOT.length()) < 0;
    }

    /** Proxies and subclasses made at run time, whose lines nobody wrote. */
    private static boolean isGenerated(String name) {
        return name.contains("$$")
                || name.contains("$Proxy")
                || name.contains("_$$_")
                || name.contains("$HibernateProxy$");
    }

    /** Without the class loader and the module, which differ from one run to the next. */
    private static StackTraceElement plain(StackTraceElement frame) {
        return new StackTraceElement(
                frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber());
    }
}
