package io.github.ifmatch.spring.web;

import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.Decision;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.util.UriTemplate;

/**
 * A parameter that asks for a decision. Immutable.
 *
 * @param rowType of which rows, or {@code void}
 * @param variable the path variable of the id
 */
record IfMatchParameter(MethodParameter declared, Class<?> rowType, String variable) {

    /** The request's attribute for the decision to proceed, by which a refused write is told. */
    static final String PROCEED = "io.github.ifmatch.spring.web.proceed";

    private static final Set<Class<?>> TYPES = Set.of(AcceptableVersions.class, Decision.Proceed.class, Decision.class);

    /** Whether it is one; of another type is a mistake, which is told at startup, or when it is resolved. */
    static boolean is(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(IfMatch.class) || parameter.getParameterType() == Decision.class;
    }

    static IfMatchParameter of(MethodParameter parameter) {
        if (!TYPES.contains(parameter.getParameterType())) {
            throw new IllegalStateException("a parameter with @IfMatch must be AcceptableVersions, Decision.Proceed or"
                    + " Decision: " + parameter.getExecutable().toGenericString());
        }
        IfMatch annotation = parameter.getParameterAnnotation(IfMatch.class);
        return annotation == null
                ? new IfMatchParameter(parameter, void.class, "id")
                : new IfMatchParameter(parameter, annotation.value(), annotation.id());
    }

    /** The id as the URL has it, decoded. */
    String id(@Nullable Map<String, String> pathVariables) {
        String id = pathVariables == null ? null : pathVariables.get(variable);
        if (id == null) {
            throw withoutVariable();
        }
        return id;
    }

    /**
     * Checks a path pattern before there are requests.
     *
     * @throws IllegalStateException if it does not have the variable
     */
    void requireVariable(String pattern) {
        List<String> names = new UriTemplate(pattern).getVariableNames();
        if (!names.contains(variable) && !names.contains("*" + variable)) {
            throw withoutVariable();
        }
    }

    private IllegalStateException withoutVariable() {
        return new IllegalStateException("the path must have the variable {" + variable
                + "}, or the attribute id of @IfMatch must name another one: "
                + declared.getExecutable().toGenericString());
    }

    /**
     * The decision in the form that was asked for.
     *
     * @throws DecisionException if it is an answer, and no such was asked for
     */
    Object argument(Decision decision) {
        Class<?> type = declared.getParameterType();
        if (type == Decision.class) {
            return decision;
        }
        if (decision instanceof Decision.Answer answer) {
            throw new DecisionException(answer);
        }
        return type == Decision.Proceed.class ? decision : ((Decision.Proceed) decision).versions();
    }
}
