package io.github.ifmatch.jdbi;

import java.util.List;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.locator.UseClasspathSqlLocator;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Its statements are files of the class path. */
@UseClasspathSqlLocator
public interface LocatedDao {

    @VersionCheck
    @SqlUpdate
    void rename(@BindMethods Line line);

    @VersionCheck
    @SqlBatch("remove-all")
    void removeAll(@BindMethods List<Line> lines);
}
