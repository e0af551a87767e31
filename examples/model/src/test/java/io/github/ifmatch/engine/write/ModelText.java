package io.github.ifmatch.engine.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables and definitions that stand in the text of the model. Immutable. */
record ModelText(String text, Map<String, String> definitions) {

    private static final Path FOLDER = Path.of("src", "main", "promela");

    private static final Pattern DEFINITION = Pattern.compile("(?m)^#define (\\w+) (\\S.*)$");

    /** One file; of several definitions of a name the first counts, for the others plant a fault. */
    static ModelText of(String file) throws IOException {
        String text = Files.readString(FOLDER.resolve(file));
        Map<String, String> definitions = new HashMap<>();
        DEFINITION
                .matcher(text)
                .results()
                .filter(definition -> !definition.group(2).startsWith("if ::"))
                .forEach(definition -> definitions.putIfAbsent(definition.group(1), definition.group(2)));
        return new ModelText(text, definitions);
    }

    /**
     * A rule.
     *
     * @param line where it stands, the first line being 1
     * @param then what it says, as it is written
     */
    record Rule(int line, Condition.Test when, String then) {}

    /** The rules of one table, in their order. */
    List<Rule> table(String name) {
        Pattern pattern = Pattern.compile("(?m)^ +" + name + "\\((.*), (!?\\w+)\\)$");
        List<Rule> rules = new ArrayList<>();
        Matcher rule = pattern.matcher(text);
        while (rule.find()) {
            MatchResult found = rule.toMatchResult();
            int line = 1 + (int) text.substring(0, found.start())
                    .chars()
                    .filter(each -> each == '\n')
                    .count();
            rules.add(new Rule(line, Condition.parse(found.group(1), definitions), found.group(2)));
        }
        return rules;
    }

    /** The definition of a name, as a condition. */
    Condition.Test condition(String name) {
        return Condition.parse(definitions.get(name), definitions);
    }

    /** The first rule that holds. */
    static Rule first(List<Rule> rules, Map<String, Object> facts) {
        return rules.stream()
                .filter(rule -> rule.when().holds(facts))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no rule for " + facts));
    }
}
