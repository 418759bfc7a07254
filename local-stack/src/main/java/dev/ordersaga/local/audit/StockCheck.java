package dev.ordersaga.local.audit;

/** What is available and what is reserved is together what was delivered, and nothing is below zero. */
final class StockCheck {

    /** One article; {@code held} is what its reservations add up to. */
    record Article(String sku, long available, long reserved, long delivered, long held) {}

    static final String QUERY = """
            select sku, coalesce(s.available, 0) as available, coalesce(s.reserved, 0) as reserved,
                   coalesce(d.delivered, 0) as delivered, coalesce(r.held, 0) as held
            from stock s
            full join (select sku, sum(quantity) as delivered from delivery group by sku) d using (sku)
            full join (select line.key collate "C" as sku, sum(line.value::bigint) as held
                       from reservation cross join json_each_text(lines) line
                       where status = 'RESERVED' group by line.key) r using (sku)
            """;

    private final Violations violations = new Violations();
    private long articles;
    private long available;
    private long reserved;
    private long delivered;

    void add(Article article) {
        articles++;
        available += article.available();
        reserved += article.reserved();
        delivered += article.delivered();
        if (article.available() + article.reserved() != article.delivered()) {
            violations.add("%s: %,d available + %,d reserved, but %,d delivered".formatted(article.sku(), article
                    .available(), article.reserved(), article.delivered()));
        }
        if (article.reserved() != article.held()) {
            violations.add("%s: %,d reserved, but its reservations add up to %,d".formatted(article.sku(), article
                    .reserved(), article.held()));
        }
        if (article.available() < 0 || article.reserved() < 0) {
            violations.add("%s is below zero: %,d available, %,d reserved".formatted(article.sku(), article.available(),
                    article.reserved()));
        }
    }

    Finding finding() {
        return Finding.of(Invariant.STOCK, "%,d articles: available %,d + reserved %,d %s delivered %,d".formatted(
                articles, available, reserved, available + reserved == delivered ? "=" : "≠", delivered), violations);
    }
}
