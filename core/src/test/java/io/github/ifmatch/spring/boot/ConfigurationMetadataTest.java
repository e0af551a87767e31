package io.github.ifmatch.spring.boot;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.verify.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.util.ClassUtils;

/** What editors complete is what the class binds; the file is written by hand, as no processor runs in this build. */
@SuppressWarnings("unchecked")
class ConfigurationMetadataTest {

    private static final Map<String, Object> METADATA = metadata();

    private static Map<String, Object> metadata() {
        try (InputStream file =
                IfmatchProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return JsonParserFactory.getJsonParser().parseMap(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Map<String, Object>> list(Map<String, Object> from, String name) {
        return (List<Map<String, Object>>) (List<?>) from.get(name);
    }

    private static Map<String, Map<String, Object>> properties() {
        return list(METADATA, "properties").stream()
                .collect(toMap(property -> (String) property.get("name"), property -> property));
    }

    @Test
    void properties_areTheComponents() {
        String source = IfmatchProperties.class.getName();
        List<String> names = Arrays.stream(IfmatchProperties.class.getRecordComponents())
                .map(ConfigurationMetadataTest::name)
                .toList();

        assertThat(properties().values())
                .filteredOn(property -> source.equals(property.get("sourceType")))
                .extracting(property -> property.get("name"))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void properties_haveTypesAndDefaultsOfTheComponents() {
        for (RecordComponent component : IfmatchProperties.class.getRecordComponents()) {
            Map<String, Object> property = properties().get(name(component));

            assertThat(property.get("type"))
                    .isEqualTo(ClassUtils.resolvePrimitiveIfNecessary(component.getType())
                            .getName());
            assertThat(String.valueOf(property.get("defaultValue"))).isEqualTo(defaultOf(component));
        }
    }

    /** Some are only conditions of beans, so no class binds them. */
    @Test
    void properties_areAllThatTheGuideNames() throws IOException {
        String guide = Files.readString(Path.of("../docs/spring.md"));
        Set<String> named = Pattern.compile("(?m)^\\| `((?:ifmatch|management)\\.[^`]+)` \\|")
                .matcher(guide)
                .results()
                .map(result -> result.group(1))
                .collect(toSet());

        assertThat(named).hasSizeGreaterThan(3);
        assertThat(properties().keySet()).containsAll(named);
    }

    @Test
    void properties_areDescribedInASentence() {
        assertThat(properties().values())
                .hasSizeGreaterThan(3)
                .allSatisfy(property ->
                        assertThat((String) property.get("description")).matches("[A-Z].*\\."));
    }

    @Test
    void hints_areTheConstants() {
        assertThat(hint("ifmatch.audit")).containsExactly(names(IfmatchProperties.AuditMode.values()));
        assertThat(hint("ifmatch.verify")).containsExactly(names(IfmatchProperties.Verify.values()));
        assertThat(hint("ifmatch.verify-fails-on")).containsExactly(names(Severity.values()));
        assertThat(list(METADATA, "hints")).hasSize(3);
    }

    private static List<String> hint(String property) {
        return list(METADATA, "hints").stream()
                .filter(hint -> property.equals(hint.get("name")))
                .flatMap(hint -> list(hint, "values").stream())
                .map(value -> ((String) value.get("value")).toUpperCase(Locale.ROOT))
                .toList();
    }

    private static String[] names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toArray(String[]::new);
    }

    private static String name(RecordComponent component) {
        String dashed = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return ConfigurationPropertyName.of("ifmatch").append(dashed).toString();
    }

    /** The canonical constructor's parameter carries it. */
    private static String defaultOf(RecordComponent component) {
        DefaultValue value = Arrays.stream(IfmatchProperties.class.getDeclaredConstructors()[0].getParameters())
                .filter(parameter -> parameter.getName().equals(component.getName()))
                .findAny()
                .orElseThrow()
                .getAnnotation(DefaultValue.class);
        return value == null ? "null" : value.value()[0];
    }
}
