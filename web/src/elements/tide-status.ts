import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { feedAt, type Feed } from '../feed/feed.js';
import { isRecord } from '../feed/messages.js';
import type { Freshness, SourceNow } from '../feed/sources.js';
import { formatAge, formatNumber, MISSING, zoneFormat } from './format.js';
import { eachSecond, forget, invalidate } from './frames.js';
import { watchPage } from './page-life.js';
import { chooseTheme, nextTheme, onTheme, themeChoice } from './theme.js';
import { statusStyles } from './status-styles.js';
import { BASE_CSS } from './tokens.js';

interface Refused {
  readonly at: string;
  readonly source: string;
  readonly table: string;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

interface Standing {
  readonly kind: 'live' | 'paused' | 'stale' | 'offline' | 'connecting';
  readonly sign: string;
  readonly text: string;
  /** Since when; it changes each second and is not read out. */
  readonly age: string;
}

/**
 * How the page is connected, how old the data of each source is, what time the data is of, and the pause. The connection
 * is shown here and can be changed nowhere: it repairs itself.
 *
 * @attr src - the server; the page's own where absent
 * @attr zone - the zone of the times
 * @attr notice - a word every viewer must see, such as `simulated`
 * @attr sources - the sources that count, with commas; all where absent or `all`
 * @attr time-label - what the newest time in the data is called; `Data time` where absent
 */
export class TideStatus extends LitElement {
  static override readonly properties = {
    src: { type: String },
    zone: { type: String },
    notice: { type: String },
    sources: { type: String },
    timeLabel: { type: String, attribute: 'time-label' },
    refused: { state: true },
    details: { state: true },
    problem: { state: true },
  };

  static override readonly styles = [unsafeCSS(BASE_CSS), statusStyles];

  declare src: string | undefined;
  declare zone: string | undefined;
  declare notice: string | undefined;
  declare sources: string | undefined;
  declare timeLabel: string | undefined;
  declare refused: readonly Refused[] | undefined;
  declare details: Readonly<Record<string, string>>;
  declare problem: string;
  #feed: Feed | undefined;
  #stops: (() => void)[] = [];

  readonly hz = 2;

  draw(): void {
    this.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.problem = '';
    this.details = {};
    watchPage();
    const again = (): void => this.requestUpdate();
    this.#feed = feedAt(this.src ?? '');
    this.#stops = [
      this.#feed.listen(again),
      this.#feed.onRows(() => invalidate(this)), // or the time of the data would lag behind the panels
      eachSecond(again),
      onTheme(again),
      () => forget(this),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('src') || !this.isConnected || this.#feed === feedAt(this.src ?? '')) return;
    this.disconnectedCallback();
    this.connectedCallback();
  }

  /** Freezes or goes on, like the button. */
  togglePause(): void {
    if (this.#feed?.pausedAt === undefined) this.#feed?.pause();
    else this.#feed.resume();
  }

  protected override render(): TemplateResult {
    const feed = this.#feed as Feed;
    const now = Date.now();
    const sources = this.#own(feed.sources.all(now));
    const standing = standingOf(feed, this.#fed(feed, sources), this.zone ?? '');
    const paused = feed.pausedAt !== undefined;
    const refused = sources.reduce((sum, source) => sum + source.refused, 0);
    return html` ${(this.notice ?? '') === '' ? nothing : html`<span class="notice">${this.notice}</span>`}
      <button type="button" class="state ${standing.kind}" title="Sources and refused rows" @click=${this.#open}>
        <span aria-hidden="true">${standing.sign}</span><span role="status">${standing.text}</span
        ><span aria-hidden="true">${standing.age === '' ? '' : ` ${standing.age}`}</span>
        ${refused === 0 ? nothing : html`<span class="refused">${formatNumber(refused, 0)} refused</span>`}
      </button>
      ${this.#times(feed, sources, now)}
      <span class="tools">
        <button
          type="button"
          class=${paused ? 'paused' : ''}
          aria-pressed=${paused}
          title="Freeze the drawing (space)"
          @click=${() => this.togglePause()}
        >
          ${paused ? `Paused ${formatAge(now - (feed.pausedAt ?? now))}, ${formatNumber(feed.waiting, 0)} rows behind: resume` : 'Pause'}
        </button>
        <button type="button" title="Light, dark, or as the system has it (t)" @click=${() => chooseTheme(nextTheme())}>
          <span class="wide-only">Theme: </span>${themeChoice()}
        </button>
        <slot></slot>
      </span>
      <dialog aria-labelledby="about" @close=${() => (this.refused = undefined)}>
        <div class="head">
          <h2 id="about">Sources</h2>
          <button type="button" @click=${this.#close}>Close</button>
        </div>
        <div class="inside">${this.#table(sources)}${this.#refusals(sources)}</div>
      </dialog>`;
  }

  #own(sources: SourceNow[]): SourceNow[] {
    const wanted = this.sources ?? '';
    if (wanted === '' || wanted === 'all') return sources;
    const names = wanted.split(',').map((name) => name.trim());
    return sources.filter((source) => names.includes(source.name));
  }

  /** The sources that count, where not all do. */
  #names(sources: readonly SourceNow[]): ReadonlySet<string> | undefined {
    const wanted = this.sources ?? '';
    return wanted === '' || wanted === 'all' ? undefined : new Set(sources.map((source) => source.name));
  }

  #fed(feed: Feed, sources: readonly SourceNow[]): Standings {
    return {
      down: sources.filter((source) => source.state === 'offline').map((source) => source.name),
      data: feed.sources.of({ sources: [], tables: feed.tables(this.#names(sources)) }, Date.now()),
    };
  }

  #times(feed: Feed, sources: readonly SourceNow[], now: number): TemplateResult {
    const zone = zoneFormat(this.zone ?? '');
    const local = zoneFormat('');
    const data = feed.sources.dataTime(feed.tables(this.#names(sources)));
    const newest = data === undefined ? MISSING : `${zone.dayTime(data)} ${named(zone, data)}`;
    return html`<dl>
      <div
        title=${data === undefined ? 'No data yet' : `The newest event time in the tables behind this page, UTC${zone.offset(data)}`}
      >
        <dt>${this.timeLabel ?? 'Data time'}</dt>
        <dd>${newest}</dd>
      </div>
      <div class="local" title="The clock of this computer, UTC${local.offset(now)}">
        <dt>Local</dt>
        <dd>${local.clock(now)} ${named(local, now)}</dd>
      </div>
    </dl>`;
  }

  #table(sources: readonly SourceNow[]): TemplateResult {
    if (sources.length === 0) return html`<p class="quiet">The server has not named any source yet.</p>`;
    return html`<div class="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">State</th>
            <th scope="col" class="number">Last row</th>
            <th scope="col" class="number">Rows refused</th>
          </tr>
        </thead>
        <tbody>
          ${sources.map(
            ({ name, state, ageNow, refused }) =>
              html`<tr>
                <td>${name}</td>
                <td>
                  ${state}${this.details[name] === undefined ? nothing : html`<div class="quiet">${this.details[name]}</div>`}
                </td>
                <td class="number">${ageNow === null ? 'none yet' : `${formatAge(ageNow)} ago`}</td>
                <td class="number">${formatNumber(refused, 0)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #refusals(sources: readonly SourceNow[]): TemplateResult {
    const count = sources.reduce((sum, source) => sum + source.refused, 0);
    if (this.problem !== '') return html`<p class="quiet">The refused rows could not be read: ${this.problem}</p>`;
    if (this.refused === undefined) return html`<p class="quiet">Reading the refused rows …</p>`;
    if (this.refused.length === 0)
      return html`<h3>Refused rows</h3>
        <p class="quiet">${count === 0 ? 'None.' : `${formatNumber(count, 0)} so far; none of them is kept any more.`}</p>`;
    return html`<h3>The latest refused rows</h3>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Source</th>
              <th scope="col">Reason</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            ${this.refused.map(
              (row) =>
                html`<tr>
                  <td class="time">${row.at}</td>
                  <td>${row.source}</td>
                  <td>${reasonOf(row)}</td>
                  <td>${row.value}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  async #open(): Promise<void> {
    this.renderRoot.querySelector('dialog')?.showModal();
    try {
      this.problem = '';
      this.details = detailsOf(await this.#feed?.get('/api/v1/sources'));
      this.refused = refusedRows(await this.#feed?.get('/api/v1/quarantine'), zoneFormat(this.zone ?? ''));
    } catch (failure) {
      this.problem = failure instanceof Error ? failure.message : String(failure);
    }
  }

  #close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }
}

/** A zone by its name and its distance from UTC: "AEST +10:00". */
function named(zone: ReturnType<typeof zoneFormat>, at: number): string {
  const [name, offset] = [zone.name(at), zone.offset(at)];
  return name === offset ? offset : `${name} ${offset}`;
}

/** What is known of the data beyond the link. */
interface Standings {
  /** Names of the sources that are offline. */
  readonly down: readonly string[];
  readonly data: Freshness;
}

function standingOf(feed: Feed, fed: Standings, zone: string): Standing {
  const standing = linkStanding(feed, fed, zone);
  if (feed.pausedAt === undefined) return standing;
  // What is drawn is not live, however well the data flows behind it.
  return standing.kind === 'live'
    ? { kind: 'paused', sign: '‖', text: 'Paused', age: '' }
    : { ...standing, text: `${standing.text}, paused` };
}

function linkStanding(feed: Feed, { down, data }: Standings, zone: string): Standing {
  if (feed.link === 'connecting') return { kind: 'connecting', sign: '◌', text: 'Connecting', age: '' };
  if (feed.link === 'offline') {
    const last = feed.beat === undefined ? '' : `, last ${zoneFormat(zone).clock(feed.beat.now)}`;
    return { kind: 'offline', sign: '○', text: `Offline${last}, reconnecting`, age: '' };
  }
  if (down.length > 0) return { kind: 'stale', sign: '◐', text: `Source ${down.join(', ')} offline`, age: '' };
  if (data.state === 'waiting') return { kind: 'connecting', sign: '◌', text: 'Waiting for data', age: '' };
  if (data.state === 'live') return { kind: 'live', sign: '●', text: 'Live', age: '' };
  return { kind: 'stale', sign: '◐', text: 'Stale', age: formatAge(data.ageMs ?? 0) };
}

/** Why each source stands as it does, from the answer of `GET /api/v1/sources`. */
function detailsOf(body: unknown): Record<string, string> {
  const list = isRecord(body) && Array.isArray(body['sources']) ? body['sources'].filter(isRecord) : [];
  return Object.fromEntries(list.map((source) => [String(source['name']), String(source['detail'] ?? '')]));
}

/** The table, and the column where the reason does not begin with its name anyway. */
function reasonOf({ table, column, reason }: Refused): string {
  const told = column === '' || reason.startsWith(`${column}=`) || reason.startsWith(`${column} `);
  return [table, told ? '' : column, reason].filter((part) => part !== '').join(': ');
}

/** The answer of `GET /api/v1/quarantine`: a list, in whatever field it is. All of it is shown as text. */
function refusedRows(body: unknown, zone: ReturnType<typeof zoneFormat>): Refused[] {
  const lists = isRecord(body) ? Object.values(body) : [body];
  const list = lists.find((value) => Array.isArray(value)) as unknown[] | undefined;
  const field = (row: Record<string, unknown>, name: string): string =>
    typeof row[name] === 'string' || typeof row[name] === 'number' ? String(row[name]) : '';
  return (list ?? [])
    .filter(isRecord)
    .slice(0, 100)
    .map((row) => {
      const time = row['at'] ?? row['time'];
      const at = typeof time === 'number' ? time : Date.parse(String(time));
      return {
        at: Number.isFinite(at) ? `${zone.day(at)} ${zone.clock(at)} ${zone.name(at)}` : String(time ?? ''),
        source: field(row, 'source'),
        table: field(row, 'table'),
        column: field(row, 'column'),
        value: field(row, 'value'),
        reason: field(row, 'reason'),
      };
    });
}

declare global {
  interface HTMLElementTagNameMap {
    'tide-status': TideStatus;
  }
}
