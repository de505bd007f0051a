package dev.tideboard.options;

import dev.tideboard.data.NearestName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values in force: a flag wins over the environment, the environment over the file, the file over the default.
 * Immutable.
 */
public final class Settings {
    private final List<Setting> all;
    private final Map<Class<?>, Record> records;

    private Settings(List<Setting> all, Map<Class<?>, Record> records) {
        this.all = List.copyOf(all);
        this.records = Map.copyOf(records);
    }

    /**
     * Resolves every option of {@code groups}.
     *
     * @param flags given on the command line, by name of the option
     * @param environment all variables; those of no option are passed over
     * @throws OptionException naming everything that is wrong, and a name in the file that is no option
     */
    public static Settings resolve(
            List<OptionGroup<?>> groups, Map<String, String> flags, Map<String, String> environment, OptionFile file) {
        List<String> faults = new ArrayList<>();
        checkFile(groups, file, faults);
        List<Setting> all = new ArrayList<>();
        Map<Class<?>, Record> records = new HashMap<>();
        for (OptionGroup<?> group : groups) {
            Map<String, Setting> given = new LinkedHashMap<>();
            for (Option option : group.options()) {
                Optional<Setting> setting = given(option, flags, environment, file);
                setting.ifPresent(found -> given.put(option.name(), found));
                all.add(setting.orElseGet(
                        () -> new Setting(option, group.defaultText(option), Setting.Origin.DEFAULT, "")));
            }
            try {
                records.put(group.type(), group.with(given));
            } catch (OptionException e) {
                faults.addAll(e.faults());
            }
        }
        if (!faults.isEmpty()) {
            throw new OptionException(faults);
        }
        return new Settings(all, records);
    }

    private static void checkFile(List<OptionGroup<?>> groups, OptionFile file, List<String> faults) {
        List<String> names = groups.stream()
                .flatMap(group -> group.options().stream())
                .map(Option::name)
                .toList();
        file.entries().forEach((name, entry) -> {
            if (!names.contains(name)) {
                String nearest = NearestName.to(name, names)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; the verb options lists them all");
                faults.add(entry.place() + ": there is no option " + name + nearest);
            }
        });
    }

    private static Optional<Setting> given(
            Option option, Map<String, String> flags, Map<String, String> environment, OptionFile file) {
        String flag = flags.get(option.name());
        if (flag != null) {
            return Optional.of(new Setting(option, flag, Setting.Origin.FLAG, option.flag()));
        }
        String variable = environment.get(option.variable());
        if (variable != null) {
            return Optional.of(new Setting(option, variable, Setting.Origin.ENVIRONMENT, option.variable()));
        }
        OptionFile.Entry entry = file.entries().get(option.name());
        return entry == null
                ? Optional.empty()
                : Optional.of(new Setting(option, entry.value(), Setting.Origin.FILE, entry.place()));
    }

    /** Every option in the order of the groups, with its value in force. */
    public List<Setting> all() {
        return all;
    }

    /** The record of one package with the values in force. */
    public <T extends Record> T get(Class<T> type) {
        Record record = records.get(type);
        if (record == null) {
            throw new IllegalArgumentException("options=" + type + " not among " + records.keySet());
        }
        return type.cast(record);
    }
}
