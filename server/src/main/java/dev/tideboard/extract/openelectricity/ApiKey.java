package dev.tideboard.extract.openelectricity;

/** The key of an account; prints as dots wherever it is printed by accident. */
public record ApiKey(String secret) {
    /** The environment variable that holds the key. */
    public static final String VARIABLE = "OPENELECTRICITY_API_KEY";

    public ApiKey {
        if (secret.isBlank() || secret.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new ExtractException(VARIABLE
                    + " is empty or holds spaces or other characters that no key has: create a key in your OpenElectricity"
                    + " account and set the variable to it");
        }
    }

    @Override
    public String toString() {
        return "...";
    }
}
