/** The HTTP routes: tables, views, boards, pages, health and metrics. */
@NullMarked
package dev.tideboard.serve.http;

import org.jspecify.annotations.NullMarked;
