package io.github.ifmatch.audit;

import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.JdbcNamedParameter;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

/** What a statement makes of the version. */
enum VersionStep {
    /** It is left as it is. */
    NONE,
    /** One more. */
    NEXT,
    /** A value of the caller's, which is one more if the version is checked and the caller does it right: so Hibernate and jOOQ do. */
    GIVEN,
    /** Something else. */
    OTHER;

    /** What an expression is that the version is set to; null if it cannot be told. */
    static VersionStep of(@Nullable Expression value, Own own) {
        if (value == null) {
            return OTHER;
        }
        Expression stripped = Own.stripped(value);
        if (own.isVersion(stripped)) {
            return NONE;
        }
        if (stripped instanceof Addition sum) {
            return ofSum(Own.stripped(sum.getLeftExpression()), Own.stripped(sum.getRightExpression()), own);
        }
        if (stripped instanceof CaseExpression choice) {
            return choice.getWhenClauses().stream().anyMatch(when -> of(when.getThenExpression(), own) == NEXT)
                            || (choice.getElseExpression() != null && of(choice.getElseExpression(), own) == NEXT)
                    ? NEXT
                    : OTHER;
        }
        return isGiven(stripped, own) ? GIVEN : OTHER;
    }

    private static VersionStep ofSum(Expression left, Expression right, Own own) {
        if ((own.isVersion(left) && isOne(right)) || (own.isVersion(right) && isOne(left))) {
            return NEXT;
        }
        return (isGiven(left, own) && isOne(right)) || (isGiven(right, own) && isOne(left)) ? GIVEN : OTHER;
    }

    /** A parameter may be one: so jOOQ binds it. */
    private static boolean isOne(Expression expression) {
        return isParameter(expression)
                || (expression instanceof LongValue number
                        && number.getStringValue().equals("1"));
    }

    private static boolean isParameter(Expression expression) {
        return expression instanceof JdbcParameter || expression instanceof JdbcNamedParameter;
    }

    private static boolean isGiven(Expression expression, Own own) {
        return isParameter(expression)
                || expression instanceof LongValue
                || (expression instanceof Column column
                        && !Own.source(column).isEmpty()
                        && !own.isOwn(Own.source(column)));
    }
}
