/** The contract of sources: decoding with reasons for every refusal, retry, status. */
@NullMarked
package dev.tideboard.connect;

import org.jspecify.annotations.NullMarked;
