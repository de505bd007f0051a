package dev.tideboard.project;

/**
 * One error in a project, or one warning: where, which rule, what was found, what was expected and the name probably meant.
 *
 * @param expected what would have been right, or "" where the finding says it all
 * @param nearest the valid name closest to the one found, or ""
 */
public record Problem(Position position, Rule rule, String found, String expected, String nearest) {

    /** The problem on one line, position first. */
    @Override
    public String toString() {
        return line("");
    }

    /** The same for something that is allowed, but hardly meant. */
    public String asWarning() {
        return line("warning: ");
    }

    private String line(String kind) {
        StringBuilder line = new StringBuilder();
        line.append(position)
                .append(": ")
                .append(kind)
                .append(rule.code())
                .append(' ')
                .append(found);
        if (!expected.isEmpty()) {
            line.append("; expected ").append(expected);
        }
        if (!nearest.isEmpty()) {
            line.append("; did you mean \"").append(nearest).append("\"?");
        }
        return line.toString();
    }
}
