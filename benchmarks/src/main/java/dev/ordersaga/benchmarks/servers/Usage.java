package dev.ordersaga.benchmarks.servers;

/** Seconds of processor time: of the contender, of PostgreSQL with all its processes, of Kafka. */
public record Usage(double contender, double postgres, double kafka) {

    public Usage since(Usage begin) {
        return new Usage(contender - begin.contender, postgres - begin.postgres, kafka - begin.kafka);
    }

    public Usage per(double units) {
        return new Usage(contender / units, postgres / units, kafka / units);
    }

    public double sum() {
        return contender + postgres + kafka;
    }
}
