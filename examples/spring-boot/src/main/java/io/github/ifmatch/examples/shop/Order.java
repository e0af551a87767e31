package io.github.ifmatch.examples.shop;

/** The root of an order: its version is that of the whole. */
record Order(long id, String customer, long version) {}
