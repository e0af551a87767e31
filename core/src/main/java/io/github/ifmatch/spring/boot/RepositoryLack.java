package io.github.ifmatch.spring.boot;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/** Why the bean factory has no repository of some type, as far as its definitions show; no bean is made. Thread-safe. */
record RepositoryLack(ConfigurableListableBeanFactory beanFactory) {

    String reason() {
        if (isConfigured()) {
            return tables();
        }
        List<String> databases = rivals(Database.class);
        List<String> sources = rivals(DataSource.class);
        if (databases.isEmpty() && sources.isEmpty()) {
            return "There is no DataSource, so Ifmatch has configured nothing.";
        }
        return databases.isEmpty() ? present("DataSource", sources) : present("Database", databases);
    }

    private static String present(String kind, List<String> names) {
        String quoted = names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return names.size() == 1
                ? "There is the " + kind + " " + quoted + ", but Ifmatch's auto-configuration was not used."
                : "There are " + names.size() + " beans of type " + kind + " (" + quoted
                        + ") and none of them is primary, so Ifmatch has configured nothing.";
    }

    /** Empty if a table bean is all that is missing. */
    Optional<String> remedy() {
        if (isConfigured()) {
            return Optional.empty();
        }
        int databases = rivals(Database.class).size();
        int sources = rivals(DataSource.class).size();
        if (databases > 1) {
            return Optional.of(
                    "Make one of them @Primary, or declare the repositories of each: database.repository(table).");
        }
        if (databases == 0 && sources > 1) {
            return Optional.of(
                    "Make one of them @Primary, or declare a Database of each, SpringDatabase.of(dataSource), and its"
                            + " repositories: database.repository(table).");
        }
        return Optional.of(
                databases + sources == 0
                        ? "Configure a DataSource, for instance by spring.datasource.url. In a test slice without one, replace the"
                                + " repository with @MockitoBean."
                        : "Use @EnableAutoConfiguration without excluding IfmatchAutoConfiguration or"
                                + " IfmatchTablesAutoConfiguration.");
    }

    private List<String> rivals(Class<?> type) {
        return Candidates.rivals(beanFactory, type);
    }

    private boolean isConfigured() {
        return beanFactory.containsBeanDefinition(RepositoryRegistrar.REPOSITORIES);
    }

    private String tables() {
        String lines = Stream.of(beanFactory.getBeanNamesForType(Table.class, true, false))
                .map(name -> "    - '" + name + "': " + described(name))
                .collect(Collectors.joining("\n"));
        return lines.isEmpty()
                ? "No table bean is declared."
                : "A repository is made for each table bean by its types. These table beans are declared:\n\n" + lines;
    }

    private String described(String name) {
        String type = TableBeans.type(beanFactory, name)
                .map(ResolvableType::toString)
                .orElse(
                        "its declaration does not say what its rows and ids are, so it has no repository. Let its method return"
                                + " Table<Order, Long>, with your types");
        return Candidates.is(beanFactory, name)
                ? type
                : type + ", left alone since it is no candidate for injection by type";
    }
}
