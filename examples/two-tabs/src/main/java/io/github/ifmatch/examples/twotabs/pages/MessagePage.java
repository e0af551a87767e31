package io.github.ifmatch.examples.twotabs.pages;

/** A page with a sentence. Immutable. */
public record MessagePage(Frame frame, String text) {}
