package dev.ordersaga.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;

/** Notes the statements of an application, to be imported by its tests: how many a piece of work takes. */
public class StatementLog implements BeanPostProcessor {

    private final List<String> statements = new CopyOnWriteArrayList<>();

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource dataSource ? new CountingDataSource(dataSource, statements) : bean;
    }

    /**
     * The statements that are prepared meanwhile, on whatever thread.
     *
     * @param tables only those about them: what looks after outbox and inbox goes on in the background
     */
    public List<String> during(Runnable work, String... tables) {
        var about = Pattern.compile("(from|into|update) (" + String.join("|", tables) + ")\\b");
        statements.clear();
        work.run();
        return statements.stream().filter(statement -> about.matcher(statement).find()).toList();
    }
}
