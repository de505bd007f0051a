package dev.tideboard.engine;

import dev.tideboard.data.Schema;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** A view's checked plan: made once from its SQL, instantiated once per distinct {@link Binding}. Thread-safe. */
public interface ViewPlan {

    String name();

    /** The SQL the plan was made from: a project reload compares it. */
    String sql();

    Schema schema();

    /** The columns that identify a row of the view; empty when it has no natural key and rows are numbered. */
    List<String> key();

    /** The tables and views it reads. */
    List<String> inputs();

    /** The parameters its SQL declares, sorted. */
    default List<String> parameters() {
        return List.copyOf(parameterTypes().keySet());
    }

    /** The declared type of each parameter, such as {@code text[]}: a project reload compares them, too. */
    SortedMap<String, String> parameterTypes();

    /** How it is kept where operators cannot; its circuits then read {@link Polling#rowsOf} instead of the inputs. */
    default Optional<Polling> polling() {
        return Optional.empty();
    }

    /**
     * A fresh circuit with empty state.
     *
     * @throws BindingException when the view has neither a parameter nor a column of a bound name, or a value does not
     *     have the column's type
     */
    Circuit instantiate(Binding binding);
}
