package dev.tideboard.serve;

import java.util.List;

/**
 * The boards in force.
 *
 * @param revision changes with each edit of the project; beats carry it, so that open pages fetch their board anew
 * @param refusedEdit why the last edit was not taken over, reason by reason; empty when it was
 */
public record Boards(long revision, List<Board> boards, List<String> refusedEdit) {
    public Boards {
        boards = List.copyOf(boards);
        refusedEdit = List.copyOf(refusedEdit);
    }

    /** The same boards after an edit that was not taken over. */
    public Boards withRefusedEdit(List<String> reasons) {
        return new Boards(revision + 1, boards, reasons);
    }
}
