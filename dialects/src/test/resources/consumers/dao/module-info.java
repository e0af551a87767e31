@SuppressWarnings("requires-automatic") // neither Jdbi nor H2 declares its module yet
module dao {
    requires com.h2database;
    requires io.github.ifmatch;
    requires io.leangen.geantyref; // for Jdbi, which cannot say so itself
    requires org.jdbi.v3.core;
    requires org.jdbi.v3.sqlobject;

    opens dao to
            io.github.ifmatch,
            org.jdbi.v3.core;
}
