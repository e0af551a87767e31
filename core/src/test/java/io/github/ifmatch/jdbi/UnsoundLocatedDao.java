package io.github.ifmatch.jdbi;

import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.locator.UseClasspathSqlLocator;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Its statement has the version in a comment only. */
@UseClasspathSqlLocator
public interface UnsoundLocatedDao {

    @VersionCheck
    @SqlUpdate
    void rename(@BindMethods Line line);
}
