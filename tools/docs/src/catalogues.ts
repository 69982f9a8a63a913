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
  const file = kind === 'CODES' ? 'errors.ts' : 'checks.ts'
  const found: PackageCatalogue[] = []
  for (const name of PACKAGES) {
    const path = join(ROOT, 'packages', name, 'src', file)
    if (!existsSync(path)) continue
    const exports = (await import(path)) as Record<string, unknown>
    const [, catalogue] = Object.entries(exports).find(([key]) => key.endsWith(`_${kind}`)) ?? []
    if (catalogue !== undefined) found.push({ name, catalogue: catalogue as Catalogue })
  }
  return found
}
