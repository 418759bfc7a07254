package dev.ordersaga.load.orders;

import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Orders of one to three different articles, one or two pieces each; customers and articles drawn by Zipf's law with exponent
 * 1. The same seed gives the same orders. Not thread-safe.
 */
public final class Shopping implements Supplier<Basket> {

    private static final Zipf RICH = new Zipf(Market.RICH);
    private static final Zipf POOR = new Zipf(Market.POOR);
    private static final Zipf PLENTIFUL = new Zipf(Market.PLENTIFUL);
    private static final Zipf SCARCE = new Zipf(Market.SCARCE);
    private static final int MOST_LINES = 3;
    private static final int MOST_PIECES = 2;

    private final Market market;
    private final SplittableRandom random;

    public Shopping(Market market, long seed) {
        this.market = market;
        random = new SplittableRandom(seed);
    }

    @Override
    public Basket get() {
        var fate = Fate.drawn(random);
        var json = new StringBuilder(192).append("{\"customerId\":\"")
                .append(fate == Fate.DECLINED
                        ? market.poor(POOR.draw(random))
                        : market.rich(RICH.draw(random)))
                .append("\",\"lines\":[");
        int lines = 1 + random.nextInt(MOST_LINES);
        int[] drawn = new int[lines];
        for (int line = 0; line < lines; line++) {
            if (line == 0 && fate == Fate.SHORT) {
                drawn[line] = -1;
                add(json, market.scarce(SCARCE.draw(random)), 2);
            } else {
                drawn[line] = another(drawn, line);
                add(json, market.plentiful(drawn[line]), 1 + random.nextInt(MOST_PIECES));
            }
        }
        json.setCharAt(json.length() - 1, ']');
        return new Basket(fate, json.append('}').toString());
    }

    private int another(int[] drawn, int count) {
        while (true) {
            int article = PLENTIFUL.draw(random);
            boolean isNew = true;
            for (int line = 0; line < count; line++) {
                isNew &= drawn[line] != article;
            }
            if (isNew) {
                return article;
            }
        }
    }

    private static void add(StringBuilder json, String sku, int quantity) {
        json.append("{\"sku\":\"").append(sku).append("\",\"quantity\":").append(quantity).append("},");
    }
}
