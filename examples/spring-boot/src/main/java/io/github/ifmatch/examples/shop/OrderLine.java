package io.github.ifmatch.examples.shop;

/** So many of an article. */
record OrderLine(long id, long orderId, long articleId, int quantity, long version) {

    OrderLine withQuantity(int newQuantity) {
        return new OrderLine(id, orderId, articleId, newQuantity, version);
    }
}
