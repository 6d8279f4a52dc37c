import { Fraction } from './fraction.ts';

/** A level of the Grid's staking discount. */
export interface StakingDiscount {
  level: 'none' | 'default' | 'bronze' | 'silver' | 'gold';
  percent: number;
}

/** From how many months of cost in the wallet which level holds; a border belongs to the higher level, as on chain. */
const levels: readonly { months: string; discount: StakingDiscount }[] = [
  { months: '18', discount: { level: 'gold', percent: 60 } },
  { months: '6', discount: { level: 'silver', percent: 40 } },
  { months: '3', discount: { level: 'bronze', percent: 30 } },
  { months: '1.5', discount: { level: 'default', percent: 20 } },
];

/** The discount for a balance, by how many months of the cost it would pay. Decimal text in. */
export function stakingDiscount(balanceTft: string, monthlyTft: string): StakingDiscount {
  const balance = Fraction.of(balanceTft);
  const monthly = Fraction.of(monthlyTft);
  const reached = levels.find(({ months }) => balance.compare(monthly.times(Fraction.of(months))) >= 0);
  return monthly.compare(Fraction.zero) > 0 && reached ? reached.discount : { level: 'none', percent: 0 };
}

/** An amount after a discount. */
export function discounted(amount: Fraction, discount: StakingDiscount): Fraction {
  return amount.times(Fraction.of(100 - discount.percent)).dividedBy(Fraction.of(100));
}
