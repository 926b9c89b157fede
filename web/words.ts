// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Numbers, dates and names in words.

const thin = "\u202f"; // narrow no-break space
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// A whole or decimal number with about three digits that matter, thousands set apart.
export function number(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const decimals =
    size === 0 || size >= 10 ** (digits - 1) ? 0 : Math.min(6, Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
  const [whole, part] = size.toFixed(decimals).split(".") as [string, string | undefined];
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, thin);
  const shown = part && /[1-9]/.test(part) ? `${apart}.${part}` : apart;
  return value < 0 && /[1-9]/.test(shown) ? `−${shown}` : shown;
}

export function percent(share: number, digits = 0): string {
  const value = share * 100;
  if (value > 0 && value < 0.005) return `<${thin}0.01${thin}%`;
  const decimals =
    digits > 0 ? digits : Math.abs(value) > 0 && Math.abs(value) < 10 ? (Math.abs(value) < 1 ? 2 : 1) : 0;
  return `${(value + 0)
    .toFixed(decimals)
    .replace(/^-0(\.0+)?$/, "0")
    .replace("-", "−")}${thin}%`;
}

export function dollars(value: number): string {
  const size = Math.abs(value),
    sign = value < 0 ? "−$" : "$";
  if (size >= 1e9) return `${sign}${number(size / 1e9)} bn`;
  if (size >= 1e6) return `${sign}${number(size / 1e6)} m`;
  return size >= 1e3 ? `${sign}${number(size / 1e3)} k` : `${sign}${number(size)}`;
}

export const day = (text: string): Date => new Date(`${text.length === 7 ? `${text}-01` : text}T00:00:00Z`);
export const date = (when: Date | string): string => {
  const at = typeof when === "string" ? day(when) : when;
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
};
export const month = (when: Date | string): string => {
  const at = typeof when === "string" ? day(when) : when;
  return `${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
};
export const monthName = (at: Date): string => months[at.getUTCMonth()] as string;
// Days since 1970-01-01, as outcomes count them.
export const fromDays = (days: number): Date => new Date(Math.round(days) * 86400000);

// "united_states" and "ford-chicago" as people write them, unless the scenario has a name in full.
export const plain = (id: string): string => id.replace(/[_-]/g, " ");
// Countries that take an article in a sentence.
export const inSentence = (name: string): string =>
  /^(United|Netherlands|Philippines)/.test(name) ? `the ${name}` : name;
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// A share of replicas in words, as odds of a vulgar fraction where one is near.
export function often(share: number): string {
  if (share <= 0) return "in no replica";
  if (share >= 1) return "in every replica";
  if (share < 0.01) return "in fewer than one of a hundred replicas";
  if (share > 0.99) return "in nearly every replica";
  const fractions: [number, string][] = [
    [0.5, "one of two"],
    [1 / 3, "one of three"],
    [2 / 3, "two of three"],
    [0.25, "one of four"],
    [0.75, "three of four"],
    [0.2, "one of five"],
    [0.4, "two of five"],
    [0.6, "three of five"],
    [0.8, "four of five"],
    [0.9, "nine of ten"],
    [0.1, "one of ten"],
  ];
  const near = fractions
    .map(([value, words]) => ({ off: Math.abs(value - share), words }))
    .sort((a, b) => a.off - b.off)[0]!;
  return near.off < 0.025 ? `in ${near.words} replicas` : `in ${percent(share)} of replicas`;
}
