/** From resources to money: exact, pure, versioned. */
export * from './fraction.ts';
export * from './price-of.ts';
export * from './tariff.ts';
export * from './units.ts';
