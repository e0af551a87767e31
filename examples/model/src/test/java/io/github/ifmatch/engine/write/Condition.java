package io.github.ifmatch.engine.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression of the model, as Promela has it: {@code ||, &&, !, ==, !=, <, <=, >, >=}, names and numbers. Immutable. */
final class Condition {

    private static final Pattern TOKEN = Pattern.compile("\\s*(\\|\\||&&|==|!=|<=|>=|[<>!()+]|\\w+)");

    private final List<String> tokens = new ArrayList<>();
    private final Map<String, String> definitions;
    private int at;

    private Condition(String text, Map<String, String> definitions) {
        this.definitions = definitions;
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.lookingAt()) {
            tokens.add(token.group(1));
            end = token.end();
            token.region(end, text.length());
        }
        if (!text.substring(end).isBlank()) {
            throw new IllegalArgumentException("not understood: " + text.substring(end) + " of " + text);
        }
    }

    /** What is looked up by name, when the facts are known. */
    private interface Expression {
        Object of(Map<String, Object> facts);
    }

    /** What it comes to is found once; names that are neither facts nor defined stand for themselves. */
    static Test parse(String text, Map<String, String> definitions) {
        Condition condition = new Condition(text, definitions);
        Expression expression = condition.or();
        if (condition.at < condition.tokens.size()) {
            throw new IllegalArgumentException("more than an expression: " + text);
        }
        return facts -> (Boolean) expression.of(facts);
    }

    /** Whether it is so. */
    interface Test {
        boolean holds(Map<String, Object> facts);
    }

    private Expression or() {
        Expression left = and();
        while (take("||")) {
            Expression first = left;
            Expression second = and();
            left = facts -> (Boolean) first.of(facts) || (Boolean) second.of(facts);
        }
        return left;
    }

    private Expression and() {
        Expression left = comparison();
        while (take("&&")) {
            Expression first = left;
            Expression second = comparison();
            left = facts -> (Boolean) first.of(facts) && (Boolean) second.of(facts);
        }
        return left;
    }

    private Expression comparison() {
        Expression left = unary();
        if (take("==")) {
            Expression right = unary();
            return facts -> left.of(facts).equals(right.of(facts));
        }
        if (take("!=")) {
            Expression right = unary();
            return facts -> !left.of(facts).equals(right.of(facts));
        }
        if (take("<")) {
            Expression right = unary();
            return facts -> (Long) left.of(facts) < (Long) right.of(facts);
        }
        if (take(">")) {
            Expression right = unary();
            return facts -> (Long) left.of(facts) > (Long) right.of(facts);
        }
        return left;
    }

    private Expression unary() {
        if (take("!")) {
            Expression negated = unary();
            return facts -> !(Boolean) negated.of(facts);
        }
        if (take("(")) {
            Expression inner = or();
            if (!take(")")) {
                throw new IllegalArgumentException("no closing bracket: " + tokens);
            }
            return inner;
        }
        return name(tokens.get(at++));
    }

    private Expression name(String name) {
        if (name.matches("\\d+")) {
            Long number = Long.valueOf(name);
            return facts -> number;
        }
        if (name.equals("true") || name.equals("false")) {
            Boolean constant = Boolean.valueOf(name);
            return facts -> constant;
        }
        String definition = definitions.get(name);
        Expression otherwise = definition == null ? facts -> name : new Condition(definition, definitions).or();
        return facts -> {
            Object fact = facts.get(name);
            return fact == null ? otherwise.of(facts) : fact;
        };
    }

    private boolean take(String token) {
        boolean isNext = at < tokens.size() && tokens.get(at).equals(token);
        if (isNext) {
            at++;
        }
        return isNext;
    }
}
