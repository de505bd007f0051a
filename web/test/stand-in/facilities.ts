/** Facilities of a made-up electricity market. */

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
/** A place that generates. */
export interface Facility {
  readonly code: string;
  readonly name: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly region: string;
  readonly fuel: string;
  readonly capacity: number;
  readonly phase: number;
}

/** The same facilities for the same numbers. */
export function facilities(random: () => number): Facility[] {
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

export function round(value: number, digits: number): number {
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
