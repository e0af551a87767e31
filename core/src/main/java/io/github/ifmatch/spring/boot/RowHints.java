package io.github.ifmatch.spring.boot;

import io.github.ifmatch.Table;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.aot.BeanFactoryInitializationCode;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/**
 * Tells a native image which records are made and read by reflection: the rows and ids of the table beans, and the records in them.
 *
 * <p>Thread-safe.
 */
final class RowHints implements BeanFactoryInitializationAotProcessor {

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beanFactory) {
        Set<Type> types = new LinkedHashSet<>();
        for (String table : beanFactory.getBeanNamesForType(Table.class, true, false)) {
            TableBeans.type(beanFactory, table).map(ResolvableType::getGenerics).ifPresent(generics -> {
                types.add(generics[0].toClass());
                types.add(generics[1].toClass());
            });
        }
        return types.isEmpty() ? null : new Contribution(types);
    }

    private record Contribution(Set<Type> types) implements BeanFactoryInitializationAotContribution {

        @Override
        public void applyTo(GenerationContext context, BeanFactoryInitializationCode code) {
            new BindingReflectionHintsRegistrar()
                    .registerReflectionHints(context.getRuntimeHints().reflection(), types.toArray(Type[]::new));
        }
    }
}
