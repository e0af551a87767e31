package io.github.ifmatch.jdbi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jdbi.v3.core.extension.annotation.UseExtensionHandlerCustomizer;
import org.jdbi.v3.sqlobject.customizer.SqlStatementCustomizingAnnotation;

/**
 * Checks that a hand-written UPDATE or DELETE wrote the row that it names by id and version, whatever the method returns.
 *
 * <pre>{@code
 * @VersionCheck
 * @SqlUpdate("UPDATE accounts SET balance = balance + :by, version = version + 1 WHERE id = :id AND version = :version")
 * void deposit(long id, long version, BigDecimal by);
 * }</pre>
 *
 * <p>If it changed no row, the row is read again, on the same connection, and a {@link io.github.ifmatch.ConflictException}
 * with it is thrown, or a {@link io.github.ifmatch.MissingRowException}; see {@link
 * io.github.ifmatch.VersionedRows#confirm VersionedRows.confirm} for what else there is. So it is for each row of a
 * {@code @SqlBatch}: then the first refused row is thrown, the others are suppressed in it, and of the method's rows none is written: it
 * runs in a transaction of its own, or, in the caller's, behind a savepoint. What the driver or the database refuses (a
 * constraint, 40001) stays Jdbi's own exception.
 *
 * <p>The table is found by its name in the statement: the SQL object's own, else one of the {@link VersionedTables}; the id
 * and the version are found by {@code id = :…} and {@code version = :…} in its WHERE. An UPDATE must give the version exactly
 * its next value, {@code version = version + 1}. A statement that cannot be checked so is refused when the SQL object is
 * made, as an {@code UnableToCreateSqlObjectException} (see {@link VersionedJdbi#verify}); one whose text is known only when it
 * is sent (a template), then, as an {@link IllegalArgumentException}, before it is sent.
 *
 * <p>Each column that the table is {@linkplain io.github.ifmatch.Table#fixed fixed} at, such as a tenant, is one of the id's, here: the WHERE must
 * demand it, {@code tenant = :tenant} without a function or a cast that cuts the value off, bound as the table's own value, else it is an
 * {@link IllegalArgumentException} before the statement is sent; and an UPDATE must not set it.
 *
 * <p>Immutable.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@SqlStatementCustomizingAnnotation(VersionCheckCustomizer.class)
@UseExtensionHandlerCustomizer(VersionCheckCustomizer.class)
public @interface VersionCheck {

    /** The class of the table's rows; needed where two tables have the same name. Default: found by the table's name. */
    Class<?> value() default void.class;

    /**
     * The parameters of the id, one for each of its columns; of a fixed one this only says which of several it is. Default: those that the
     * WHERE compares with the columns.
     */
    String[] id() default {};

    /** The parameter of the expected version. Default: the one that the WHERE compares with the column. */
    String version() default "";
}
