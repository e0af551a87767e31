package io.github.ifmatch.examples.shop;

/** So many of an article. */
record OrderLine(long id, long orderId, long articleId, int quantity, long version) {

    OrderLine with(long newArticleId, int newQuantity) {
        return new OrderLine(id, orderId, newArticleId, newQuantity, version);
    }
}
