package io.github.ifmatch.testkit.tool;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL with words in braces: {@code {word}}, {@code {word(argument)}}, {@code {two words}}, and a quoted name {@code
 * {'name'}}. What stands in a literal, and a JDBC escape such as {@code {d '2026-03-01'}}, stays.
 */
public final class Words {

    private static final Pattern PART = Pattern.compile("""
            (?<name>\\{'[^']+'})\
            |(?<literal>'(?:[^']|'')*')\
            |(?<escape>\\{(?:d|t|ts|fn|oj|escape|call|\\?)[ =][^}]*})\
            |\\{(?<word>[a-z]+(?: [a-z]+)*)(?:\\((?<argument>[^)]*)\\))?}\
            |(?<other>\\{[^}]*}?)""");

    private Words() {}

    /** Renders the words, given what a word with an argument (empty if there is none) and a name stand for. */
    public static String render(String sql, BinaryOperator<String> words, UnaryOperator<String> names) {
        return PART.matcher(sql).replaceAll(part -> Matcher.quoteReplacement(rendered(part.group(), words, names)));
    }

    private static String rendered(String part, BinaryOperator<String> words, UnaryOperator<String> names) {
        Matcher matcher = PART.matcher(part);
        if (!matcher.matches()) {
            throw new IllegalStateException(part);
        }
        if (matcher.group("name") != null) {
            return names.apply(part.substring(2, part.length() - 2));
        }
        if (matcher.group("other") != null) {
            throw new IllegalArgumentException("word must be spelled {word} or {word(argument)}: " + part);
        }
        String word = matcher.group("word");
        String argument = matcher.group("argument");
        return word == null ? part : words.apply(word, argument == null ? "" : argument);
    }
}
