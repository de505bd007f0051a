package dev.tideboard.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code explain VIEW}: the operators of a view of a running server, with what each has cost so far. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the operators of a running view as a tree, the result first: rows of change given, rows and bytes kept, "
                    + "time taken, each since the view was started.",
            "Starts the view where nobody looks at it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:printed",
            "1:the server does not answer, has no such view, or the view failed",
            "2:the command line is wrong"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Parameters(paramLabel = "VIEW", description = "A view of the server.")
    private String view = "";

    @Option(names = "--url", paramLabel = "URL", description = "The server (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--where",
            paramLabel = "NAME=VALUE",
            description = "What the view is filtered by; may be given several times.")
    private List<String> where = List.of();

    @Option(names = "--every", paramLabel = "DURATION", description = "Print again each so often, until Ctrl-C.")
    private Duration every = Duration.ZERO;

    @Option(names = "--json", description = "Print the server's JSON instead.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = new Terminal(spec);
        int exitCode = explain(terminal);
        while (!every.isZero() && exitCode == 0) {
            Thread.sleep(every);
            terminal.say("");
            exitCode = explain(terminal);
        }
        return exitCode;
    }

    private int explain(Terminal terminal) throws InterruptedException {
        try {
            HttpResponse<String> response = fetch();
            JsonNode body = JsonMapper.shared().readTree(response.body());
            if (response.statusCode() != 200) {
                terminal.complain(url + ": " + body.path("message").asString("status " + response.statusCode()));
                return TideboardCommand.FAILED;
            }
            String failure = body.path("failure").asString("");
            terminal.say(json ? body.toPrettyString() : PlanTable.of(body).stripTrailing());
            if (!failure.isEmpty()) {
                terminal.complain("view " + view + " failed: " + failure);
            }
            return failure.isEmpty() ? 0 : TideboardCommand.FAILED;
        } catch (IOException | JacksonException e) {
            terminal.complain(
                    url + " does not answer as a Tideboard server (" + e + "); is it running, and is --url right?");
            return TideboardCommand.FAILED;
        }
    }

    private HttpResponse<String> fetch() throws IOException, InterruptedException {
        String query = where.stream().map(this::parameter).collect(Collectors.joining("&"));
        URI asked = url.resolve("/api/v1/views/" + encoded(view) + "/plan" + (query.isEmpty() ? "" : "?" + query));
        HttpRequest request = HttpRequest.newBuilder(asked)
                .header("accept", "application/json")
                .timeout(PATIENCE)
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private String parameter(String pair) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--where=" + pair + ", expected NAME=VALUE such as region=NSW1");
        }
        return encoded(pair.substring(0, equals)) + "=" + encoded(pair.substring(equals + 1));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
