@SuppressWarnings("requires-automatic") // H2 is none yet
module shop {
    requires com.h2database;
    requires io.github.ifmatch;
    requires java.naming; // for H2's data source

    opens shop to
            io.github.ifmatch;
}
