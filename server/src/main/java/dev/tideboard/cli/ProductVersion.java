package dev.tideboard.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar that runs, for {@code --version}. */
final class ProductVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = ProductVersion.class.getPackage().getImplementationVersion();
        return new String[] {"tideboard " + (version == null ? "(built from source)" : version)};
    }
}
