package io.github.ifmatch.audit;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExistsExpression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsBooleanExpression;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;

/**
 * Whether a condition can hold only where the row's version is one that the statement names. Of an AND one side is enough; an OR needs
 * both. Immutable.
 */
record VersionCheck(Own own) {

    /** Whether the condition checks the version where it is true. */
    boolean holds(@Nullable Expression condition) {
        if (condition == null) {
            return false;
        }
        if (condition instanceof AndExpression and) {
            return holds(and.getLeftExpression()) || holds(and.getRightExpression());
        }
        if (condition instanceof OrExpression or) {
            return holds(or.getLeftExpression()) && holds(or.getRightExpression());
        }
        if (condition instanceof ExpressionList<?> brackets) {
            return brackets.size() == 1 && holds(brackets.get(0));
        }
        if (condition instanceof NotExpression not) {
            return fails(not.getExpression());
        }
        if (condition instanceof InExpression in) {
            return !in.isNot() && isIn(in);
        }
        if (condition instanceof IsDistinctExpression distinct) {
            return distinct.isNot() && isPair(distinct.getLeftExpression(), distinct.getRightExpression());
        }
        if (condition instanceof IsBooleanExpression is) {
            return is.isTrue() == is.isNot()
                    ? fails(is.getLeftExpression())
                    : holds(is.getLeftExpression()) && is.isTrue();
        }
        if (condition instanceof IsNullExpression isNull) {
            return !isNull.isNot() && own.isVersion(isNull.getLeftExpression());
        }
        if (condition instanceof ExistsExpression exists) {
            return !exists.isNot() && exists.getRightExpression() instanceof ParenthesedSelect select && exists(select);
        }
        return condition instanceof BinaryExpression equal
                && (equal instanceof EqualsTo || equal.getStringExpression().equals("<=>"))
                && isPair(equal.getLeftExpression(), equal.getRightExpression());
    }

    /** Whether the condition checks the version where it is not true. */
    private boolean fails(Expression condition) {
        if (condition instanceof OrExpression or) {
            return fails(or.getLeftExpression()) || fails(or.getRightExpression());
        }
        if (condition instanceof AndExpression and) {
            return fails(and.getLeftExpression()) && fails(and.getRightExpression());
        }
        if (condition instanceof ExpressionList<?> brackets) {
            return brackets.size() == 1 && fails(brackets.get(0));
        }
        if (condition instanceof NotExpression not) {
            return holds(not.getExpression());
        }
        if (condition instanceof InExpression in) {
            return in.isNot() && isIn(in);
        }
        if (condition instanceof IsDistinctExpression distinct) {
            return !distinct.isNot() && isPair(distinct.getLeftExpression(), distinct.getRightExpression());
        }
        return condition instanceof NotEqualsTo unequal
                && isPair(unequal.getLeftExpression(), unequal.getRightExpression());
    }

    private boolean isPair(Expression left, Expression right) {
        if (left instanceof ExpressionList<?> row && row.size() > 1) {
            return right instanceof ExpressionList<?> other
                    ? row.size() == other.size()
                            && IntStream.range(0, row.size()).anyMatch(i -> isPair(row.get(i), other.get(i)))
                    : hasVersion(row) && own.isForeign(right);
        }
        return (own.isVersion(left) && own.isForeign(right)) || (own.isVersion(right) && own.isForeign(left));
    }

    private boolean isIn(InExpression in) {
        Expression left = in.getLeftExpression();
        boolean isVersion = left instanceof ExpressionList<?> row ? hasVersion(row) : own.isVersion(left);
        return isVersion && own.isForeign(in.getRightExpression());
    }

    private boolean hasVersion(ExpressionList<?> row) {
        return row.stream().anyMatch(own::isVersion);
    }

    /** {@code EXISTS (SELECT … FROM v WHERE v.id = t.id AND v.version = t.version)}. */
    private boolean exists(ParenthesedSelect select) {
        if (!(select.getSelect() instanceof PlainSelect plain)) {
            return false;
        }
        List<Source> sources = Source.all(plain.getFromItem(), plain.getJoins());
        VersionCheck inside =
                new VersionCheck(own.inside(sources.stream().map(Source::name).toList()));
        return inside.holds(plain.getWhere()) || inside.holds(plain.getJoins());
    }

    /** Whether the conditions of these joins check it; of an outer join they filter nothing. */
    boolean holds(@Nullable Collection<Join> joins) {
        if (joins == null) {
            return false;
        }
        for (Join join : joins) {
            boolean isInner = !join.isOuter() && !join.isLeft() && !join.isRight() && !join.isFull();
            if (isInner && (join.getOnExpressions().stream().anyMatch(this::holds) || usesVersion(join))) {
                return true;
            }
        }
        return false;
    }

    private boolean usesVersion(Join join) {
        return own.takesPlain()
                && join.getUsingColumns() != null
                && join.getUsingColumns().stream()
                        .anyMatch(column -> Named.plain(column.getColumnName())
                                .equals(own.table().version()));
    }
}
