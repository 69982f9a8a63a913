import type { Random } from '../random.ts'
import { mutateText } from './text.ts'

type Json = null | boolean | number | string | Json[] | { [member: string]: Json }

/** Values at which readers tend to go wrong. */
const EDGES: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e21,
  2 ** 53,
  '',
  ' ',
  '0',
  '\u0000',
  '\ud800',
  'A',
  'AA==',
  'https://a.example/',
  '2026-02-30T00:00:00Z',
  '9999-12-31T23:59:59Z',
  'toString',
  [],
  [[]],
  {},
]

/** Every place in a value, as the way that leads there. */
function placesOf(value: Json, way: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [way]
  const inner = Object.entries(value).flatMap(([key, item]) =>
    placesOf(item, [...way, Array.isArray(value) ? Number(key) : key]),
  )
  return [way, ...inner]
}

function at(value: Json, way: readonly (string | number)[]): Json {
  let found: Json = value
  for (const step of way) found = (found as Record<string | number, Json>)[step] ?? null
  return found
}

/** Puts another value at a place of a JSON text, moves, doubles or takes one away; or changes the text blindly. */
export function mutateJson(seed: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  if (random.chance(4)) return mutateText(seed, random, other)
  const root: Json = JSON.parse(new TextDecoder().decode(seed))
  const places = placesOf(root)
  const way = random.pick(places)
  const last = way.at(-1)
  if (last === undefined) return mutateText(seed, random, other)
  const holder = at(root, way.slice(0, -1)) as Record<string | number, Json>
  const donor = structuredClone(at(root, random.pick(places)))
  switch (random.below(5)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(last), 1)
      else delete holder[last]
      break
    case 1:
      holder[last] = donor
      break
    case 2:
      if (Array.isArray(holder)) holder.push(structuredClone(holder[Number(last)] ?? null))
      else holder[`${last}${random.pick(['', ' ', 's', '_'])}`] = donor
      break
    case 3: {
      const text = holder[last]
      const bytes = new TextEncoder().encode(typeof text === 'string' ? text : JSON.stringify(text))
      holder[last] = new TextDecoder().decode(mutateText(bytes, random, other))
      break
    }
    default:
      holder[last] = random.pick(EDGES)
  }
  return new TextEncoder().encode(JSON.stringify(root))
}
