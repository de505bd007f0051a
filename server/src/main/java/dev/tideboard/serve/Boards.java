package dev.tideboard.serve;

import java.util.List;

/**
 * The boards in force.
 *
 * @param revision changes with each reload of the project; beats carry it, so that open pages fetch their board anew
 */
public record Boards(long revision, List<Board> boards) {
    public Boards {
        boards = List.copyOf(boards);
    }
}
