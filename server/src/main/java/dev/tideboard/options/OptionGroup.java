package dev.tideboard.options;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The options of one package: a record of its defaults, with a name and a meaning for each component. Built once at start,
 * then only read.
 *
 * @param <T> the package's record
 */
public final class OptionGroup<T extends Record> {
    private final String prefix;
    private final T defaults;
    private final List<RecordComponent> components;
    private final Map<String, Option> options = new LinkedHashMap<>();
    private final List<String> kept = new ArrayList<>();

    private OptionGroup(String prefix, T defaults) {
        this.prefix = prefix;
        this.defaults = defaults;
        this.components = List.of(defaults.getClass().getRecordComponents());
    }

    /** A group whose options are called {@code prefix.component-name}. */
    public static <T extends Record> OptionGroup<T> of(String prefix, T defaults) {
        return new OptionGroup<>(prefix, defaults);
    }

    /** Makes a component an option under its own name. */
    public OptionGroup<T> option(String component, String meaning) {
        return named(prefix + "." + kebab(component), component, meaning);
    }

    /** Makes a component an option under a name of its own, for what people set every day. */
    public OptionGroup<T> named(String name, String component, String meaning) {
        return add(component, name, meaning, text(value(defaults, component), component));
    }

    /** Makes a component an option whose default depends on the machine, and says in words how. */
    public OptionGroup<T> computed(String component, String meaning, String shownDefault) {
        return add(component, prefix + "." + kebab(component), meaning, shownDefault);
    }

    /** Leaves a component out: it is set elsewhere. */
    public OptionGroup<T> keep(String component) {
        component(component);
        kept.add(component);
        return this;
    }

    private OptionGroup<T> add(String component, String name, String meaning, String shownDefault) {
        options.put(
                component,
                new Option(name, meaning, shownDefault, type(component).expected()));
        return this;
    }

    /** The heading of the group in documents. */
    public String prefix() {
        return prefix;
    }

    /** Every option, in the order of the record. */
    public List<Option> options() {
        List<Option> ordered = new ArrayList<>();
        for (RecordComponent component : components) {
            Option option = options.get(component.getName());
            if (option != null) {
                ordered.add(option);
            } else if (!kept.contains(component.getName())) {
                throw new IllegalStateException(
                        "component=" + component.getName() + " of " + prefix + " has neither option() nor keep()");
            }
        }
        return ordered;
    }

    /** The class of the record. */
    public Class<?> type() {
        return defaults.getClass();
    }

    /** The meaning given to each component that is an option. */
    public Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        options.forEach((component, option) -> meanings.put(component, option.meaning()));
        return meanings;
    }

    /** The default of an option as it would be written. */
    String defaultText(Option option) {
        String component = componentOf(option);
        return text(value(defaults, component), component);
    }

    /**
     * The record with some options set.
     *
     * @param texts by the name of the option
     * @throws OptionException naming every text that cannot be read, or what the record itself refuses
     */
    T with(Map<String, Setting> texts) {
        List<String> faults = new ArrayList<>();
        Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            RecordComponent component = components.get(i);
            Option option = options.get(component.getName());
            Setting setting = option == null ? null : texts.get(option.name());
            values[i] = setting == null
                    ? value(defaults, component.getName())
                    : read(setting, type(component.getName()), faults);
        }
        if (!faults.isEmpty()) {
            throw new OptionException(faults);
        }
        return construct(values, texts);
    }

    private static Object read(Setting setting, OptionType type, List<String> faults) {
        try {
            return type.reader().apply(setting.value());
        } catch (IllegalArgumentException | ArithmeticException e) {
            faults.add(setting.place() + ": " + setting.option().name() + "=" + setting.value() + ", expected "
                    + type.expected());
            return "";
        }
    }

    @SuppressWarnings("unchecked") // the constructor of T's own class makes a T
    private T construct(Object[] values, Map<String, Setting> texts) {
        try {
            Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = defaults.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (T) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            String places = String.join(
                    ", ",
                    options.values().stream()
                            .filter(option -> texts.containsKey(option.name()))
                            .map(option -> String.valueOf(texts.get(option.name())))
                            .toList());
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new OptionException(
                    List.of(prefix + " options refused: " + cause.getMessage() + " (set: " + places + ")"));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record=" + defaults.getClass() + " cannot be made", e);
        }
    }

    private String componentOf(Option option) {
        return options.entrySet().stream()
                .filter(entry -> entry.getValue().equals(option))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private RecordComponent component(String name) {
        return components.stream()
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("component=" + name + " not among "
                        + Arrays.toString(components.stream()
                                .map(RecordComponent::getName)
                                .toArray())));
    }

    private OptionType type(String component) {
        return OptionType.of(component(component).getGenericType());
    }

    private String text(Object value, String component) {
        return type(component).writer().apply(value);
    }

    private Object value(Record record, String name) {
        try {
            var accessor = component(name).getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("component=" + name + " cannot be read", e);
        }
    }

    private static String kebab(String component) {
        return component.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
