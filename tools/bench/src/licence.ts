import type { Result } from './compare.ts'

/** SD-JWT beside @sd-jwt/core. */
export async function measure(): Promise<Result[]> {
  return []
}
