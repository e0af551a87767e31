package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.peers.row.ItemRow;
import io.github.ifmatch.examples.benchmarks.peers.row.LineRow;
import io.github.ifmatch.examples.benchmarks.peers.row.WideRow;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jdbi.v3.sqlobject.transaction.Transactional;

/** A SQL object, whose statements a locator gives by the method's name. For one thread at a time, like its handle. */
interface RowDao<R> extends Transactional<RowDao<R>> {

    @SqlQuery
    R find(long id);

    @SqlUpdate
    boolean update(@BindMethods R row);

    @SqlUpdate
    boolean patch(int stock, long id, long version);

    @SqlUpdate
    @GetGeneratedKeys("id")
    long insert(@BindMethods R row);

    @SqlUpdate
    boolean delete(long id, long version);

    @SqlBatch
    int[] updateAll(@BindMethods List<R> rows);

    /** Of the ten columns. For one thread at a time. */
    interface Items extends RowDao<ItemRow> {}

    /** Of the seven columns. For one thread at a time. */
    interface Lines extends RowDao<LineRow> {}

    /** Of the 60 columns. For one thread at a time. */
    interface Wide extends RowDao<WideRow> {}
}
