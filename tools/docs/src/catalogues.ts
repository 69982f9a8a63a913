import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalogue } from '@xinyin/core'

export const ROOT = join(import.meta.dirname, '../../..')

/** The packages that are published, lowest layer first. */
export const PACKAGES = ['core', 'e-seal', 'e-license', 'sso', 'sandbox', 'cli'] as const

export interface PackageCatalogue {
  readonly name: string
  readonly catalogue: Catalogue
}

/** The tables `XXX_CODES` or `XXX_CHECKS` of every package that has one. */
export async function readCatalogues(kind: 'CODES' | 'CHECKS'): Promise<PackageCatalogue[]> {
  const found: PackageCatalogue[] = []
  for (const name of PACKAGES) {
    // Where all codes together are too many for those who use a few, they stand apart or beside the checks.
    for (const file of kind === 'CODES' ? ['errors.ts', 'codes.ts', 'checks.ts'] : ['checks.ts']) {
      const path = join(ROOT, 'packages', name, 'src', file)
      if (!existsSync(path)) continue
      const exports = (await import(path)) as Record<string, unknown>
      const [, catalogue] = Object.entries(exports).find(([key]) => key.endsWith(`_${kind}`)) ?? []
      if (catalogue === undefined) continue
      found.push({ name, catalogue: catalogue as Catalogue })
      break
    }
  }
  return found
}
