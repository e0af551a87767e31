package shop.closed;

/** In a package that the module does not open. */
public record Safe(long id, String content, long version) {}
