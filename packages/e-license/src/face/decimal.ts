/** At most three decimals: a thousandth of a millimetre. */
export const decimal = (value: number): string => String(Math.round(value * 1000) / 1000)
