package io.github.ifmatch.examples.benchmarks.bypass;

import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/** Statements of Hibernate; those that write past the version say so at the end of their line. */
final class HibernateBypass {

    private HibernateBypass() {}

    static void run(DataSource dataSource, Engine engine) {
        HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("bypass");
        configuration.managedClass(ArticleEntity.class);
        configuration.managedClass(UncheckedArticle.class);
        configuration.property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource);
        try (SessionFactory sessions = configuration.createEntityManagerFactory()) {
            passing(sessions);
            sessions.inTransaction(HibernateBypass::bypassing);
            stateless(sessions);
        }
    }

    private static void passing(SessionFactory sessions) {
        sessions.inTransaction(session -> {
            for (long id = 301; id < 305; id++) {
                ArticleEntity article = new ArticleEntity();
                article.id = id;
                article.name = "a";
                session.persist(article);
            }
        });
        sessions.inTransaction(session -> session.find(ArticleEntity.class, 301L).name = "b");
        sessions.inTransaction(session -> session.remove(session.find(ArticleEntity.class, 304L)));
        sessions.inTransaction(session -> session.find(UncheckedArticle.class, 301L));
    }

    private static void bypassing(Session s) {
        s.createMutationQuery("update Article set stock = 1").executeUpdate(); // bypass UPDATE
        s.createMutationQuery("update Article set stock = 1 where id = 301").executeUpdate(); // bypass UPDATE
        s.createMutationQuery("update versioned Article set stock = 2").executeUpdate(); // bypass UPDATE, advances
        s.createMutationQuery("delete Article where id = 303").executeUpdate(); // bypass DELETE
        s.createNativeMutationQuery("UPDATE articles SET stock = 3").executeUpdate(); // bypass UPDATE
        String insert = "insert into Article (id, name, stock, version) values (302L, 'h', 1, 0L)";
        String upsert = insert + " on conflict (id) do update set stock = 9";
        s.createMutationQuery(upsert).executeUpdate(); // bypass MERGE (H2), UPSERT (POSTGRESQL)
        s.find(UncheckedArticle.class, 302L).name = "unchecked";
        s.flush(); // bypass UPDATE
        s.remove(s.find(UncheckedArticle.class, 302L));
        s.flush(); // bypass DELETE
    }

    private static void stateless(SessionFactory sessions) {
        UncheckedArticle article = new UncheckedArticle();
        article.id = 301;
        article.name = "stateless";
        sessions.inStatelessTransaction(session -> session.update(article)); // bypass UPDATE
        sessions.inStatelessTransaction(session -> session.delete(article)); // bypass DELETE
    }
}
