package io.github.ifmatch.engine.sql;

import io.github.ifmatch.Sender;
import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.LockingRead;
import io.github.ifmatch.dialect.SetUpdate;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.FixedColumn;
import io.github.ifmatch.engine.mapping.Handles;
import io.github.ifmatch.engine.mapping.Mapping;
import java.lang.invoke.MethodHandle;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The statements of one table in one dialect, rendered once, and what is known of the table. Thread-safe.
 *
 * @param <R> the row
 * @param <ID> the id
 */
public final class TableSql<R, ID> {

    private final Dialect dialect;
    private final Sender sender;
    private final Mapping<R, ID> mapping;
    private final SqlText text;
    private final Optional<CatalogName> name;
    private final Optional<String> lockingFirst;
    private final Set<String> idColumns;
    private final boolean idIsUnique;
    private final Inserts inserts;
    private final Optional<TableSql<R, ID>> deleted;
    private final KeptSql kept;
    private final BatchStatements batches;
    private volatile GeneratedParts generatedParts = GeneratedParts.NONE;
    private volatile boolean countsBatches = true;
    private volatile boolean answersKeys = true;
    private volatile boolean isDoubted;

    final List<Column> written;
    final List<Column> inserted;
    public final List<Column> keyed;
    public final MethodHandle keyBinder;
    public final List<Column> checked;
    public final MethodHandle insertedValues;
    public final MethodHandle writtenValues;
    public final MethodHandle writtenValuesChecked;
    /** Whether a key keeps the id of a marked row from being given again. */
    public final boolean keepsMarkedIds;

    public final Sql insert;
    public final Sql insertUnset;
    public final Sql update;
    public final Sql touch;
    public final Sql delete;
    public final Sql overwrite;
    public final String select;
    public final String selectLocking;

    /** The names of the id's columns as the catalogue has them, for generated keys. */
    public final List<String> storedKeyNames;

    /** The same of all columns. */
    public final List<String> storedNames;

    /**
     * Renders the statements.
     *
     * @param found what the catalogue says of the table; empty if it has none
     */
    TableSql(Engine engine, Mapping<R, ID> declared, Optional<CatalogTable> found) {
        this.dialect = engine.dialect();
        this.sender = engine.sender();
        this.mapping = declared.adapted(this::adapted);
        this.name = found.map(CatalogTable::name);
        this.idColumns = engine.identifiers().storedId(mapping);
        this.idIsUnique = found.isPresent() && found.get().isUnique(idColumns);
        boolean readsBack = mapping.declaration().readsBack()
                || (found.isPresent() && found.get().writesAfterwards());
        this.text = SqlText.of(engine, mapping, readsBack, found);
        this.kept = new KeptSql(text);
        this.batches = new BatchStatements(text);
        this.written = role(Column.Role.VERSIONED);
        this.inserted = SqlText.join(written, role(Column.Role.UNVERSIONED));
        this.keyed = mapping.id().columns();
        this.checked = text.checked();
        this.keyBinder = Handles.binder(keyed);
        this.insertedValues = Handles.values(inserted, text.bound(inserted).size() - inserted.size());
        this.writtenValues = Handles.values(written, boundSteps());
        this.writtenValuesChecked = Handles.values(written, checked.size() + boundSteps());
        this.inserts =
                new Inserts(text, inserted, found.isPresent() && found.get().isArbiter(idColumns));
        this.insert = inserts.given();
        this.insertUnset = inserts.unset();
        this.update = text.update(written, true);
        this.touch = text.update(List.of(), true);
        this.overwrite = text.overwrite(written);
        Optional<FixedColumn> mark = FixedColumn.marked(mapping.declaration());
        this.delete = mark.map(column -> text.update(List.of(adapted(column.written(mapping.declaration()))), true))
                .orElseGet(text::delete);
        this.deleted = mark.map(column -> new TableSql<>(engine, declared.ofDeleted(), found));
        this.keepsMarkedIds =
                mark.isPresent() && found.isPresent() && MarkCheck.keepsIds(found.get(), engine.identifiers(), mapping);
        this.select = text.select();
        this.selectLocking = dialect.locking(select);
        this.lockingFirst = dialect.lockingFirst(text.table());
        this.storedKeyNames = text.storedNames(mapping.id().own());
        this.storedNames = text.storedNames(mapping.columns());
    }

    /** The columns as the dialect wants them bound. */
    public List<Column> adapted(List<Column> some) {
        return some.stream().map(this::adapted).toList();
    }

    private Column adapted(Column column) {
        return column.type().isBuiltIn() ? column.withType(dialect.adapt(column.javaType(), column.type())) : column;
    }

    /** Looks which parts of the id the database would give. */
    void lookForGeneratedParts(Connection connection) throws SQLException {
        generatedParts = GeneratedParts.of(connection, select, text, mapping, inserted);
    }

    /** The parts of the id that the database gives where a new row does not. */
    public GeneratedParts generatedParts() {
        return generatedParts;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** How statements are sent. */
    public Sender sender() {
        return sender;
    }

    /** Whether that is by plain JDBC. */
    public boolean isSentPlainly() {
        return sender == Sender.plain();
    }

    /** What is sent before a query that locks, where that by itself does not. */
    public Optional<String> lockingFirst() {
        return lockingFirst;
    }

    /** Renders what is not rendered once. */
    public SqlText text() {
        return text;
    }

    public Mapping<R, ID> mapping() {
        return mapping;
    }

    /** Whether something happened that could not if the catalogue still said what it said. */
    boolean isDoubted() {
        return isDoubted;
    }

    /** Something did: the catalogue is asked again for the next operation. */
    public void doubt() {
        isDoubted = true;
    }

    /** Whether a key keeps ids unique. */
    public boolean idIsUnique() {
        return idIsUnique;
    }

    /** Whether one statement can write no more than one row. */
    public boolean writesOneRow(Sql one) {
        return idIsUnique || one.kind() == WriteKind.INSERT;
    }

    /** Whether the driver tells what each statement of a JDBC batch changed, for all that is known. */
    public boolean countsBatches() {
        return countsBatches;
    }

    /** Whether a batch of rows that were locked before, or are made, can be sent without the driver's counts. */
    public boolean needsNoCounts() {
        return idIsUnique && dialect.writesWhatItMeets() && dialect.lockingRead() != LockingRead.NONE;
    }

    /** The driver did not tell: it is not asked again. */
    public void distrustBatches() {
        countsBatches = false;
    }

    /** Whether the driver answers the key of each row of a JDBC batch that the database has numbered, for all that is known. */
    public boolean answersKeys() {
        return answersKeys;
    }

    /** The driver did not answer them: it is not asked again. */
    public void distrustKeys() {
        answersKeys = false;
    }

    /** Whether many rows are best written one by one. */
    public boolean batchesRowByRow(WriteKind kind) {
        return dialect.batchesRowByRow(kind) && isSentPlainly();
    }

    /** Whether an insert of an id that exists answers no row instead of failing. */
    public boolean insertsIfAbsent() {
        return inserts.isIfAbsent(insert);
    }

    public Inserts inserts() {
        return inserts;
    }

    /** The rows that a delete has marked, as a table of their own; empty if it removes them. */
    public Optional<TableSql<R, ID>> deleted() {
        return deleted;
    }

    /** Whether an insert that breaks a unique index can only have met its own id, as the catalogue has it now. */
    public boolean canOnlyMeetItsId(Connection connection) throws SQLException {
        return name.isPresent() && dialect.canOnlyMeetItsId(connection, name.get(), idColumns);
    }

    /** A query of so many ids at once; each number that was asked for is kept, so there should be few. */
    public String selectAll(int ids) {
        return kept.selectAll(ids);
    }

    /** An update of some columns, with the version checked and advanced. */
    public Sql patch(BitSet chosen) {
        return kept.update(chosen, true);
    }

    /** An update of some unversioned columns, which leaves the version alone. */
    public Sql writeUnversioned(BitSet chosen) {
        return kept.update(chosen, false);
    }

    /**
     * Whether a dialect may have a statement that makes the same write for many rows at once.
     *
     * <p>Where the table's id is not known to be unique, or no key can be named that an insert may break, or the database is
     * to give the id, or a trigger may change what was answered, there is none; nor to delete rows that are guarded, nor where
     * the database makes the versions, nor to compare those that are UUIDs.
     */
    public boolean mayBatch(Sql one) {
        if (!dialect.mayBatch(one.kind()) || batchesRowByRow(one.kind()) || text.isLeft()) {
            return false;
        }
        if (one.kind() != WriteKind.INSERT && CheckedVersion.isUuid(mapping)) {
            return false;
        }
        return one.kind() == WriteKind.INSERT
                ? inserts.isIfAbsent(one) && !text.readsBack()
                : idIsUnique && (one.kind() == WriteKind.DELETE ? text.guarded().isEmpty() : !text.readsBack());
    }

    /** A statement that updates many rows so, and only counts them; its count is no worse than that of a JDBC batch. */
    public Optional<SetUpdate> setUpdate(Connection connection, Sql one) throws SQLException {
        return name.isPresent()
                        && one.kind() == WriteKind.UPDATE
                        && needsNoCounts()
                        && isSentPlainly()
                        && mapping.declaration().versions().isOrdered()
                ? batches.update(connection, name.get(), one)
                : Optional.empty();
    }

    /** How many places for the next version a write has behind its values. */
    public int boundSteps() {
        return text.bindsNext() ? 1 : 0;
    }

    /** The statements that do so. */
    public BatchStatements batches() {
        return batches;
    }

    /** An update of these columns in every row that meets a condition, rendered each time. */
    public Sql updateWhere(BitSet chosen, String condition) {
        return text.updateWhere(text.chosen(chosen), condition);
    }

    private List<Column> role(Column.Role role) {
        return mapping.columns().stream()
                .filter(column -> column.role() == role)
                .toList();
    }
}
