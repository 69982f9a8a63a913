import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'

const root = process.env['TRUTH_DIR'] ?? join(import.meta.dirname, '../../../../shared/truth')
const present = existsSync(root)

// CI has the truth data; a test that is left out there is a fault, not a convenience.
if (!present && process.env['CI']) throw new Error(`The truth data is missing: ${root} (set TRUTH_DIR)`)

/** A test against data made by others; left out, and counted as skipped, where that data is absent. */
export const testTruth = test.skipIf(!present)

/** The bytes of a truth file: `readTruth('seal/user-v4.esl')`. */
export function readTruth(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(root, path)))
}

export function readTruthText(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

export function readTruthJson<T>(path: string): T {
  return JSON.parse(readTruthText(path)) as T
}

/** The names in a truth folder, sorted; none where the data is absent. Use it for tables, with {@link testTruth}. */
export function listTruth(folder: string): string[] {
  return present ? readdirSync(join(root, folder)).sort() : []
}
