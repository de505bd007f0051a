/** A small made-up electricity market that moves: enough to develop panels against, and nothing more. */

import { facilities, FUELS, REGIONS, round, type Facility } from './facilities.js';

export type Value = number | string | boolean | null;
export type Row = Record<string, Value>;

/** The chosen values of each filter. */
export type Where = Record<string, readonly string[]>;

export interface ViewSpec {
  readonly name: string;
  readonly columns: readonly { name: string; type: string; unit: string }[];
  readonly key: readonly string[];
  readonly parameters: readonly string[];
  readonly rows: (where: Where) => Row[];
}

const INTENSITY: Record<string, number> = { coal: 0.92, gas: 0.53, distillate: 1.05, bioenergy: 0.05 };
const column = (name: string, type: string, unit = '') => ({ name, type, unit });
const AT = column('at', 'timestamp');
const POWER = column('power', 'double', 'MW');
const EMISSIONS = column('emissions', 'double', 't');
const PRICE = column('price', 'double', '$/MWh');
const DEMAND = column('demand', 'double', 'MW');
const CODE = column('code', 'text');
const NAME = column('name', 'text');
const REGION = column('region', 'text');
const FUEL = column('fuel', 'text');
const SIZE = column('capacity', 'double', 'MW');

const VIEWS: readonly Omit<ViewSpec, 'rows'>[] = [
  {
    name: 'output_now',
    columns: [CODE, NAME, column('lat', 'double'), column('lon', 'double'), REGION, FUEL, SIZE, POWER, EMISSIONS, AT],
    key: ['code'],
    parameters: [],
  },
  { name: 'facilities_known', columns: [CODE, NAME, REGION, FUEL, SIZE], key: ['code'], parameters: [] },
  { name: 'market_now', columns: [REGION, PRICE, DEMAND, AT], key: ['region'], parameters: [] },
  { name: 'power_now', columns: [POWER, AT], key: ['#'], parameters: ['region', 'fuel'] },
  { name: 'emissions_now', columns: [EMISSIONS, AT], key: ['#'], parameters: ['region', 'fuel'] },
  { name: 'demand_now', columns: [DEMAND, AT], key: ['#'], parameters: ['region'] },
  { name: 'demand_weighted_price', columns: [PRICE, AT], key: ['#'], parameters: ['region'] },
  { name: 'power_by_fuel', columns: [AT, FUEL, POWER], key: ['at', 'fuel'], parameters: ['region'] },
  { name: 'market_history', columns: [AT, REGION, PRICE, DEMAND], key: ['at', 'region'], parameters: [] },
  { name: 'power_and_emissions', columns: [AT, POWER, EMISSIONS], key: ['at'], parameters: ['region', 'fuel'] },
  { name: 'market_total', columns: [AT, PRICE, DEMAND], key: ['at'], parameters: ['region'] },
];

export const STEP_MS = 300_000;
const FIRST_STEP = Date.UTC(2025, 9, 14, 14, 0) / STEP_MS;

/** Numbers that look random and are the same in every run. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class Market {
  readonly facilities: Facility[];
  #step = FIRST_STEP;
  readonly #history: { at: number; power: Map<string, number>; market: Map<string, { price: number; demand: number }> }[] = [];
  #output: Row[] = [];

  constructor(seed = 7, steps = 288) {
    this.facilities = facilities(generator(seed));
    for (let i = 0; i < steps; i++) this.step();
  }

  /** One more five-minute interval; a day of them is kept. */
  step(): void {
    this.#step++;
    const at = this.#step * STEP_MS;
    const hour = (((at / 3_600_000 + 10) % 24) + 24) % 24;
    this.#output = this.facilities.map((facility) => output(facility, hour, this.#step, at));
    const power = new Map<string, number>();
    for (const row of this.#output) {
      const key = `${row['fuel']}|${row['region']}`;
      power.set(key, (power.get(key) ?? 0) + ((row['power'] as number) ?? 0));
    }
    const market = new Map(REGIONS.map((region, i) => [region, prices(region, i, hour, this.#step)]));
    this.#history.push({ at, power, market });
    if (this.#history.length > 288) this.#history.shift();
  }

  /** Each view, and how its rows come about. */
  get views(): ViewSpec[] {
    const rowsOf: Record<string, (where: Where) => Row[]> = {
      output_now: (where) => this.#output.filter((row) => matches(row, where)),
      facilities_known: (where) =>
        this.facilities
          .filter((facility) => matches({ ...facility }, where))
          .map(({ code, name, region, fuel, capacity }) => ({ code, name, region, fuel, capacity })),
      market_now: (where) => this.#marketAt(-1).filter((row) => matches(row, where)),
      power_now: (where) => this.#sum('power', where),
      emissions_now: (where) => this.#sum('emissions', where),
      demand_now: (where) => this.#demand(where),
      demand_weighted_price: (where) => this.#weighted(where),
      power_by_fuel: (where) => this.#byFuel(where),
      market_history: (where) => this.#history.flatMap((_, i) => this.#marketAt(i)).filter((row) => matches(row, where)),
      power_and_emissions: (where) => this.#trend(where),
      market_total: (where) => this.#totals(where),
    };
    return VIEWS.map((view) => ({ ...view, rows: rowsOf[view.name] ?? (() => []) }));
  }

  #marketAt(index: number): Row[] {
    const entry = this.#history.at(index);
    return entry === undefined
      ? []
      : [...entry.market].map(([region, { price, demand }]) => ({ at: entry.at, region, price, demand }));
  }

  #sum(total: 'power' | 'emissions', where: Where): Row[] {
    const rows = this.#output.filter((row) => matches(row, where));
    if (rows.length === 0) return [];
    return [
      {
        '#': 1,
        [total]: round(
          rows.reduce((sum, row) => sum + ((row[total] as number) ?? 0), 0),
          2,
        ),
        at: this.#step * STEP_MS,
      },
    ];
  }

  #demand(where: Where): Row[] {
    const rows = this.#marketAt(-1).filter((row) => matches(row, where));
    return [
      {
        '#': 1,
        demand: round(
          rows.reduce((sum, row) => sum + (row['demand'] as number), 0),
          1,
        ),
        at: this.#step * STEP_MS,
      },
    ];
  }

  #weighted(where: Where): Row[] {
    return this.#totals(where)
      .slice(-1)
      .map((row) => ({ '#': 1, price: row['price'] ?? null, at: row['at'] ?? null }));
  }

  #totals(where: Where): Row[] {
    return this.#history.map((entry, i) => {
      const rows = this.#marketAt(i).filter((row) => matches(row, where));
      const demand = rows.reduce((sum, row) => sum + (row['demand'] as number), 0);
      const cost = rows.reduce((sum, row) => sum + (row['price'] as number) * (row['demand'] as number), 0);
      return { at: entry.at, demand: round(demand, 1), price: demand === 0 ? null : round(cost / demand, 2) };
    });
  }

  #byFuel(where: Where): Row[] {
    const regions = where['region'] ?? REGIONS;
    const fuels = where['fuel'] ?? FUELS;
    return this.#history.flatMap(({ at, power }) =>
      fuels.map((fuel) => ({
        at,
        fuel,
        power: round(
          regions.reduce((sum, region) => sum + (power.get(`${fuel}|${region}`) ?? 0), 0),
          2,
        ),
      })),
    );
  }

  #trend(where: Where): Row[] {
    const regions = where['region'] ?? REGIONS;
    const fuels = where['fuel'] ?? FUELS;
    return this.#history.map(({ at, power }) => {
      let sum = 0;
      let tonnes = 0;
      for (const fuel of fuels) {
        for (const region of regions) {
          const mw = power.get(`${fuel}|${region}`) ?? 0;
          sum += mw;
          tonnes += (mw * (INTENSITY[fuel] ?? 0)) / 12;
        }
      }
      return { at, power: round(sum, 2), emissions: round(tonnes, 2) };
    });
  }
}

export function matches(row: Row, where: Where): boolean {
  return Object.entries(where).every(([name, values]) => !(name in row) || values.includes(String(row[name])));
}

function output(facility: Facility, hour: number, step: number, at: number): Row {
  const { fuel, capacity, phase } = facility;
  const wave = Math.sin(step / 19 + phase) * 0.5 + Math.sin(step / 5.3 + phase * 3) * 0.12;
  const sun = Math.max(0, Math.sin(((hour - 6) / 12) * Math.PI));
  const peak = Math.exp(-(((hour - 18.5) / 2) ** 2)) + 0.5 * Math.exp(-(((hour - 8) / 1.6) ** 2));
  const share: Record<string, number> = {
    coal: 0.72 - 0.25 * sun + 0.06 * wave,
    gas: 0.12 + 0.5 * peak + 0.05 * wave,
    hydro: 0.25 + 0.45 * peak + 0.1 * wave,
    wind: 0.38 + 0.42 * wave,
    solar: sun * (0.88 + 0.1 * wave),
    battery: 0.7 * peak - 0.35 * sun,
    bioenergy: 0.55,
    distillate: Math.max(0, peak - 0.9),
  };
  const silent = facility.code.endsWith('13');
  const power = silent ? null : round(Math.min(1, share[fuel] ?? 0) * capacity, 1);
  const emissions = power === null ? null : round((Math.max(0, power) * (INTENSITY[fuel] ?? 0)) / 12, 2);
  return {
    code: facility.code,
    name: facility.name,
    lat: facility.lat,
    lon: facility.lon,
    region: facility.region,
    fuel,
    capacity,
    power,
    emissions,
    at,
  };
}

function prices(region: string, index: number, hour: number, step: number): { price: number; demand: number } {
  const base = { NSW1: 7600, QLD1: 6300, VIC1: 4800, SA1: 1350, TAS1: 1150 }[region] ?? 1000;
  const shape = 0.9 + 0.18 * Math.sin(((hour - 9) / 12) * Math.PI * 2) + 0.22 * Math.exp(-(((hour - 18.5) / 2) ** 2));
  const demand = base * (shape + 0.015 * Math.sin(step / 3 + index));
  const sun = Math.max(0, Math.sin(((hour - 6) / 12) * Math.PI));
  const price =
    62 +
    130 * (shape - 0.9) -
    (index === 3 ? 95 : 45) * sun +
    14 * Math.sin(step / 7 + index * 2) +
    9 * Math.sin(step / 2.3 + index);
  return { price: round(price, 2), demand: round(demand, 1) };
}
