/** A small made-up electricity market that moves: enough to develop panels against, and nothing more. */

export type Value = number | string | boolean | null;
export type Row = Record<string, Value>;

export interface ViewSpec {
  readonly name: string;
  readonly columns: readonly { name: string; type: string; unit: string }[];
  readonly key: readonly string[];
  readonly parameters: readonly string[];
  readonly rows: (where: Record<string, readonly string[]>) => Row[];
}

export const REGIONS = ['NSW1', 'QLD1', 'VIC1', 'SA1', 'TAS1'] as const;
export const FUELS = ['coal', 'gas', 'hydro', 'wind', 'solar', 'battery', 'bioenergy', 'distillate'] as const;

/** Lon and lat of places well inside each region, to put facilities around. */
const PLACES: Record<string, readonly (readonly [number, number])[]> = {
  NSW1: [
    [150.9, -32.4],
    [149.1, -33.4],
    [147.4, -35.1],
    [150.5, -34.5],
    [151.0, -30.5],
    [148.2, -32.3],
  ],
  QLD1: [
    [150.9, -26.9],
    [150.5, -23.5],
    [146.7, -19.4],
    [152.0, -25.6],
    [148.6, -21.8],
    [145.5, -17.4],
  ],
  VIC1: [
    [146.4, -38.2],
    [143.5, -37.6],
    [142.3, -36.8],
    [144.6, -36.4],
    [147.5, -36.6],
  ],
  SA1: [
    [138.5, -33.4],
    [138.6, -34.8],
    [140.3, -37.6],
    [136.6, -33.1],
  ],
  TAS1: [
    [146.5, -42.2],
    [145.6, -41.7],
    [147.0, -41.2],
    [144.8, -40.8],
  ],
};
const INTENSITY: Record<string, number> = { coal: 0.92, gas: 0.53, distillate: 1.05, bioenergy: 0.05 };
const SHARES: readonly (readonly [string, number])[] = [
  ['wind', 67],
  ['solar', 62],
  ['gas', 37],
  ['hydro', 29],
  ['battery', 26],
  ['coal', 15],
  ['distillate', 3],
  ['bioenergy', 1],
];
const CAPACITY: Record<string, readonly [number, number]> = {
  coal: [700, 2900],
  gas: [60, 700],
  hydro: [60, 1800],
  wind: [60, 530],
  solar: [60, 400],
  battery: [60, 850],
  bioenergy: [60, 68],
  distillate: [60, 100],
};
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

interface Facility {
  readonly code: string;
  readonly name: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly region: string;
  readonly fuel: string;
  readonly capacity: number;
  readonly phase: number;
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

  get views(): ViewSpec[] {
    const power = { name: 'power', type: 'double', unit: 'MW' };
    const emissions = { name: 'emissions', type: 'double', unit: 't' };
    const at = { name: 'at', type: 'timestamp', unit: '' };
    const price = { name: 'price', type: 'double', unit: '$/MWh' };
    const demand = { name: 'demand', type: 'double', unit: 'MW' };
    const text = (name: string) => ({ name, type: 'text', unit: '' });
    const number = (name: string, unit = '') => ({ name, type: 'double', unit });
    return [
      {
        name: 'output_now',
        columns: [
          text('code'),
          text('name'),
          number('lat'),
          number('lon'),
          text('region'),
          text('fuel'),
          number('capacity', 'MW'),
          power,
          emissions,
          at,
        ],
        key: ['code'],
        parameters: [],
        rows: (where) => this.#output.filter((row) => matches(row, where)),
      },
      {
        name: 'facilities_known',
        columns: [text('code'), text('name'), text('region'), text('fuel'), number('capacity', 'MW')],
        key: ['code'],
        parameters: [],
        rows: (where) =>
          this.facilities
            .filter((facility) => matches({ ...facility }, where))
            .map(({ code, name, region, fuel, capacity }) => ({ code, name, region, fuel, capacity })),
      },
      {
        name: 'market_now',
        columns: [text('region'), price, demand, at],
        key: ['region'],
        parameters: [],
        rows: (where) => this.#marketAt(-1).filter((row) => matches(row, where)),
      },
      {
        name: 'power_now',
        columns: [power, at],
        key: ['#'],
        parameters: ['region', 'fuel'],
        rows: (where) => this.#sum('power', where),
      },
      {
        name: 'emissions_now',
        columns: [emissions, at],
        key: ['#'],
        parameters: ['region', 'fuel'],
        rows: (where) => this.#sum('emissions', where),
      },
      { name: 'demand_now', columns: [demand, at], key: ['#'], parameters: ['region'], rows: (where) => this.#demand(where) },
      {
        name: 'demand_weighted_price',
        columns: [price, at],
        key: ['#'],
        parameters: ['region'],
        rows: (where) => this.#weighted(where),
      },
      {
        name: 'power_by_fuel',
        columns: [at, text('fuel'), power],
        key: ['at', 'fuel'],
        parameters: ['region'],
        rows: (where) => this.#byFuel(where),
      },
      {
        name: 'market_history',
        columns: [at, text('region'), price, demand],
        key: ['at', 'region'],
        parameters: [],
        rows: (where) => this.#history.flatMap((_, i) => this.#marketAt(i)).filter((row) => matches(row, where)),
      },
      {
        name: 'power_and_emissions',
        columns: [at, power, emissions],
        key: ['at'],
        parameters: ['region', 'fuel'],
        rows: (where) => this.#trend(where),
      },
      {
        name: 'market_total',
        columns: [at, price, demand],
        key: ['at'],
        parameters: ['region'],
        rows: (where) => this.#totals(where),
      },
    ];
  }

  #marketAt(index: number): Row[] {
    const entry = this.#history.at(index);
    return entry === undefined
      ? []
      : [...entry.market].map(([region, { price, demand }]) => ({ at: entry.at, region, price, demand }));
  }

  #sum(column: 'power' | 'emissions', where: Record<string, readonly string[]>): Row[] {
    const rows = this.#output.filter((row) => matches(row, where));
    if (rows.length === 0) return [];
    return [
      {
        '#': 1,
        [column]: round(
          rows.reduce((sum, row) => sum + ((row[column] as number) ?? 0), 0),
          2,
        ),
        at: this.#step * STEP_MS,
      },
    ];
  }

  #demand(where: Record<string, readonly string[]>): Row[] {
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

  #weighted(where: Record<string, readonly string[]>): Row[] {
    return this.#totals(where)
      .slice(-1)
      .map((row) => ({ '#': 1, price: row['price'] ?? null, at: row['at'] ?? null }));
  }

  #totals(where: Record<string, readonly string[]>): Row[] {
    return this.#history.map((entry, i) => {
      const rows = this.#marketAt(i).filter((row) => matches(row, where));
      const demand = rows.reduce((sum, row) => sum + (row['demand'] as number), 0);
      const cost = rows.reduce((sum, row) => sum + (row['price'] as number) * (row['demand'] as number), 0);
      return { at: entry.at, demand: round(demand, 1), price: demand === 0 ? null : round(cost / demand, 2) };
    });
  }

  #byFuel(where: Record<string, readonly string[]>): Row[] {
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

  #trend(where: Record<string, readonly string[]>): Row[] {
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

export function matches(row: Row, where: Record<string, readonly string[]>): boolean {
  return Object.entries(where).every(([name, values]) => !(name in row) || values.includes(String(row[name])));
}

function facilities(random: () => number): Facility[] {
  const made: Facility[] = [];
  for (const [fuel, count] of SHARES) {
    for (let i = 0; i < count; i++) {
      const region = REGIONS[fuel === 'coal' ? i % 3 : Math.floor(random() ** 1.4 * 5)] as string;
      const places = PLACES[region] as readonly (readonly [number, number])[];
      const [lon, lat] = places[Math.floor(random() * places.length)] as readonly [number, number];
      const [low, high] = CAPACITY[fuel] as readonly [number, number];
      const stacked = i % 13 === 1 ? made[made.length - 1] : undefined;
      const unplaced = made.length % 60 === 59;
      made.push({
        code: `${fuel.slice(0, 2).toUpperCase()}${region.slice(0, 2)}${String(i + 1).padStart(2, '0')}`,
        name: `${NAMES[(i * 7 + made.length) % NAMES.length]} ${fuel === 'coal' ? 'Power Station' : `${fuel[0]?.toUpperCase()}${fuel.slice(1)}${stacked ? ' Stage 2' : ''}`}`,
        lat: unplaced ? null : round(stacked?.lat ?? lat + (random() - 0.5) * 2.2, 3),
        lon: unplaced ? null : round(stacked?.lon ?? lon + (random() - 0.5) * 2.2, 3),
        region: stacked?.region ?? region,
        fuel,
        capacity: Math.round(low + (high - low) * random() ** 2),
        phase: random() * Math.PI * 2,
      });
    }
  }
  return made;
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

function round(value: number, digits: number): number {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
}

const NAMES = [
  'Ararat',
  'Bayview',
  'Clarke River',
  'Darling Downs',
  'Emerald',
  'Finley',
  'Gannawarra',
  'Hornsby Hill',
  'Inverleigh',
  'Jindera',
  'Karadoc',
  'Lake Bonnie',
  'Murra Warra',
  'Numurkah',
  'Oaklands',
  'Port Latta',
  'Quorn Park',
  'Rugby Run',
  'Snowtown North',
  'Tarong',
  'Upper Callide',
  'Voyager Point',
  'Wandoan',
  'Yambuk',
  'Zeehan Range',
  'Bungala and Clements Gap Combined',
] as const;
