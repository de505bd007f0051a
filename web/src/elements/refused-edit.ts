import { html, nothing, type TemplateResult } from 'lit';

/** So many reasons are shown; a file full of mistakes must not push the board off the screen. */
const MOST_REASONS = 3;

/** Why the last edit of the project is not in force. The place is always there, or a screen reader would not hear of it. */
export function refusedEdit(reasons: readonly string[]): TemplateResult {
  const more = reasons.length - MOST_REASONS;
  const text = html`<strong>The last edit of the project was not taken over. None of its changes is in force:</strong>
    <ul>
      ${reasons.slice(0, MOST_REASONS).map((reason) => html`<li>${reason}</li>`)}${more > 0 ? html`<li>and ${more} more</li>` : nothing}
    </ul>`;
  return html`<div class="edit" role="status">${reasons.length === 0 ? nothing : text}</div>`;
}
