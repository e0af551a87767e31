package io.github.ifmatch.examples.benchmarks.pictures;

/** A page of the guide, with places for results. Immutable. */
record Page(String text) {

    private static final String END = "<!-- end -->";

    /** The same page with this section where it says {@code <!-- results:NAME -->}, up to {@code <!-- end -->}. */
    Page with(Section section) {
        String mark = "<!-- results:" + section.name() + " -->";
        int begin = text.indexOf(mark);
        int end = text.indexOf(END, Math.max(begin, 0));
        if (begin < 0 || end < 0) {
            throw new IllegalStateException("no place " + mark + " … " + END + " in the page");
        }
        return new Page(text.substring(0, begin) + mark + "\n\n" + section.text() + "\n" + text.substring(end));
    }
}
