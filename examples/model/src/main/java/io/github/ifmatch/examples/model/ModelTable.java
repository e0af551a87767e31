package io.github.ifmatch.examples.model;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What came of all checks, as the tables of docs/reliability.md. Immutable. */
record ModelTable(
        List<Checked> worlds, List<Checked> faults, List<Checked> limits, double seconds, String version) {

    private static final Pattern PLACE = Pattern.compile("(?s)(<!-- results:model -->\n).*?(\n<!-- end -->)");

    boolean isAsExpected() {
        return all().allMatch(Checked::isAsExpected);
    }

    private Stream<Checked> all() {
        return Stream.of(worlds, faults, limits).flatMap(List::stream);
    }

    /** The page with these tables in their place. */
    String on(String page) {
        Matcher place = PLACE.matcher(page);
        if (!place.find()) {
            throw new IllegalStateException("no place <!-- results:model --> … <!-- end --> in " + Model.PAGE);
        }
        return place.replaceFirst(Matcher.quoteReplacement(place.group(1) + "\n" + tables() + place.group(2)));
    }

    private String tables() {
        return summary() + "\n| world | writers | states | depth | time | result |\n|---|--:|--:|--:|--:|---|\n"
                + rows(worlds)
                + "\n| planted fault | writers | states until found | result |\n|---|--:|--:|---|\n"
                + found(faults)
                + "\n| limit, shown | writers | states until found | result |\n|---|--:|--:|---|\n"
                + found(limits);
    }

    /** One line: how much was checked, and what came of it. */
    String summary() {
        long states = worlds.stream().mapToLong(Checked::states).sum();
        return String.format(
                Locale.ROOT,
                "%d worlds, %,d states, each of them seen: %d hold. %d faults planted, %d found; %d limits shown. %.0f s, two at a time, %s.\n",
                worlds.size(),
                states,
                count(worlds, Checked::isAsExpected),
                faults.size(),
                count(faults, Checked::isAsExpected),
                count(limits, Checked::isAsExpected),
                seconds,
                version.split(" -- ", 2)[0]);
    }

    private static long count(List<Checked> checked, Predicate<Checked> which) {
        return checked.stream().filter(which).count();
    }

    private static String rows(List<Checked> checked) {
        return checked.stream()
                .map(each -> String.format(
                        Locale.ROOT,
                        "| %s | %d | %,d | %,d | %.1f s | %s |\n",
                        each.check().title(),
                        each.check().writers(),
                        each.states(),
                        each.depth(),
                        each.seconds(),
                        each.result()))
                .collect(joining());
    }

    private static String found(List<Checked> checked) {
        return checked.stream()
                .map(each -> String.format(
                        Locale.ROOT,
                        "| %s | %d | %,d | %s |\n",
                        each.check().title(),
                        each.check().writers(),
                        each.states(),
                        each.result()))
                .collect(joining());
    }
}
